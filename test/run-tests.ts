// npm test [-- <files and flags of vitest>]: runs the tests, and those files once more that failed; ends with a plain line, "N passed, N failed".
import process from 'node:process';
import {createVitest, parseCLI, type TestModule} from 'vitest/node';
import {countResults, listFailures, toSummary} from './support/test-results.js';

/** More files than this do not fail by chance. */
const mostByChance = 3;

const {filter, options} = parseCLI(['vitest', 'run', ...process.argv.slice(2)]);
const vitest = await createVitest({...options, watch: false});
const {testModules, unhandledErrors} = await vitest.start(filter).catch(refuseNothing);
const latest = new Map(testModules.map(module => [module.id, module]));
const failed = testModules.filter(module => !module.ok());
// As it is now: the second run makes something else of it.
const failures = failed.flatMap(listFailures);
const mayBeChance = failed.length > 0 && failed.length <= mostByChance && unhandledErrors.length === 0;
const second = mayBeChance ? await runAlone(failed) : {testModules: [], unhandledErrors};
for (const module of second.testModules) latest.set(module.id, module);
const results = countResults([...latest.values()], second.unhandledErrors.length);
process.stdout.write(toSummary(results, results.failed === 0 ? failures : []));
process.exitCode = results.failed === 0 && results.passed > 0 ? 0 : 1;
await vitest.exit();

/** What was asked for is no file: Vitest has told what it looked for, and a stack says no more. */
async function refuseNothing(error: unknown): Promise<never> {
	if (!(error instanceof Error && 'code' in error && error.code === 'VITEST_FILES_NOT_FOUND')) throw error;
	process.stdout.write(`No file of tests fits what was asked for: ${process.argv.slice(2).join(' ')}\n${toSummary(countResults([], 0), [])}`);
	await vitest.close();
	process.exit(1);
}

async function runAlone(modules: readonly TestModule[]) {
	process.stdout.write(`\n${modules.length === 1 ? 'One file failed, and is' : `${modules.length} files failed, and are`} run once more.\n`);
	return vitest.runTestSpecifications(modules.map(module => module.toTestSpecification()));
}
