import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {runConsole} from '../../../source/ui/run-console.js';
import {countsOf} from './sample-activity.js';
import {createMemoryOperations} from './memory-operations.js';
import {createMemoryWorld} from './memory-world.js';
import {manyConflicts} from './sample-conflicts.js';

// The console over a world in memory, to look at: test/support/look-at-console.js bundles and starts it.
const world = createMemoryWorld();
const count = Number(process.env['CONFLICTS'] ?? 0);
if (count > 0) world.conflicts = manyConflicts(count, new Date());
world.syncPages = async function* () {
	for (let done = 1; done <= 20; done++) {
		await sleep(300);
		yield {counts: countsOf({unchanged: done * 60, updated: done * 3}), progress: {done: done * 63, total: 20 * 63, unit: 'records'}, calls: done};
	}
};
process.exitCode = await runConsole({
	operations: async () => {
		await sleep(Number(process.env['DELAY'] ?? 300));
		return createMemoryOperations(world, {isReadOnly: process.env['READ_ONLY'] === '1'});
	},
	environmentName: process.env['ENVIRONMENT'] ?? 'PROD', isProduction: process.env['ENVIRONMENT'] === undefined, version: '0.0.0', isReadOnly: false,
	programs: {editor: process.env['EDITOR'] ?? 'vi', pager: process.env['PAGER'] ?? 'less'},
	terminal: {isColorless: process.env['NO_COLOR'] !== undefined, name: process.env['TERM'], sshConnection: undefined},
	stdin: process.stdin, stdout: process.stdout, stderr: process.stderr,
});
