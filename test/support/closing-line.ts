import type {Reporter, TestModule, TestCase} from 'vitest/node';
import type {SerializedError} from 'vitest';

/** Ends a run with one plain line, "N passed, N failed", that scripts can read. */
export class ClosingLine implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
		const tests = modules.flatMap(module => [...module.children.allTests()]);
		const count = (state: ReturnType<TestCase['result']>['state']) => tests.filter(test => test.result().state === state).length;
		// A file that could not be loaded, or a hook that failed, has no failed test of its own; it must still be seen.
		const broken = modules.filter(module => module.state() === 'failed' && ![...module.children.allTests('failed')].length).length;
		const skipped = count('skipped');
		const failed = count('failed') + broken + unhandledErrors.length;
		process.stdout.write(`\n${skipped > 0 ? `${skipped} skipped, as something that they need is not here\n` : ''}${count('passed')} passed, ${failed} failed\n`);
	}
}
