import {join} from 'node:path';
import {createVitest, type TestModule, type Vitest} from 'vitest/node';
import {toSlug, type Proof, type SeededBug} from './seeded-bug.js';
import {seededBugs} from './seeded-bugs.js';

const root = join(import.meta.dirname, '../..');
const sound = 'sound';

/** What the suite said to a bug; `why` is the failure that gave it away, or what went otherwise. */
export type Finding = {readonly name: string; readonly isCaught: boolean; readonly why: string};

/** Runs the proof of each bug with the bug in place. */
export async function runSeededBugs(bugs: readonly SeededBug[]): Promise<readonly Finding[]> {
	const vitest = await createVitest({
		config: join(import.meta.dirname, 'vitest.config.ts'), root, watch: false, project: [sound, ...bugs.map(toSlug)], reporters: [{}], maxWorkers: 2,
	});
	try {
		const {testModules} = await vitest.runTestSpecifications([
			...bugs.slice(0, 1).map(({proof}) => specify(vitest, sound, proof)),
			...bugs.map(bug => specify(vitest, toSlug(bug), bug.proof)),
		]);
		const moduleOf = (project: string) => testModules.find(module => module.project.name === project);
		// Where the tests fail without a bug, their failures say nothing.
		if (moduleOf(sound)?.ok() !== true) throw new Error(`Without any bug, ${bugs[0]?.proof.file} does not pass.`);
		return bugs.map(bug => judge(bug, moduleOf(toSlug(bug))));
	} finally {
		await vitest.close();
	}
}

const specify = (vitest: Vitest, project: string, {file, tests}: Proof) =>
	vitest.getProjectByName(project).createSpecification(join(root, 'test', `${file}.test.ts`), {testNames: [...tests]});

function judge({name, proof, hangs}: SeededBug, module: TestModule | undefined): Finding {
	const isMissed = (why: string): Finding => ({name, isCaught: false, why});
	if (module === undefined) return isMissed(`${proof.file} was not run.`);
	const results = new Map([...module.children.allTests()].map(test => [test.fullName, test.result()]));
	const unknown = proof.tests.find(test => !results.has(test));
	if (unknown !== undefined) return isMissed(`${proof.file} has no test "${unknown}". ${module.errors().map(({message}) => message).join(' ')}`);
	const ground = proof.tests.slice(0, -1).find(test => results.get(test)?.state !== 'passed');
	if (ground !== undefined) return isMissed(`"${ground}" only lays the ground, and did not pass.`);
	const result = results.get(proof.tests.at(-1) ?? '');
	if (result?.state !== 'failed') return isMissed(`"${proof.tests.at(-1)}" ${result?.state ?? 'was not run'}.`);
	const [{message} = {message: ''}] = result.errors;
	return message.startsWith('Test timed out') && hangs !== true ? isMissed(message) : {name, isCaught: true, why: message};
}

const toLines = ({name, isCaught, why}: Finding): string => `${isCaught ? 'noticed' : 'MISSED '}  ${name}\n         ${why.split('\n', 1)[0]?.slice(0, 150)}`;

if (import.meta.main) {
	const asked = process.argv.slice(2).filter(argument => argument !== '--json');
	const unknown = asked.filter(name => !seededBugs.some(bug => bug.name === name));
	if (unknown.length > 0) throw new Error(`There is no seeded bug "${unknown.join('", "')}".`);
	const findings = await runSeededBugs(seededBugs.filter(({name}) => asked.length === 0 || asked.includes(name)));
	for (const finding of findings) console.log(process.argv.includes('--json') ? JSON.stringify(finding) : toLines(finding));
	process.exitCode = findings.every(({isCaught}) => isCaught) ? 0 : 1;
}
