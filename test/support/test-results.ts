import {relative} from 'node:path';
import type {TestModule} from 'vitest/node';

export type TestResults = {readonly passed: number; readonly failed: number; readonly skipped: number};

/** A test, or a whole file, that failed, and why. */
export type TestFailure = {readonly name: string; readonly reason: string};

/** What the files came to. `errors`: failures outside of any test. */
export function countResults(modules: readonly TestModule[], errors: number): TestResults {
	const tests = modules.flatMap(module => [...module.children.allTests()]);
	const count = (state: 'passed' | 'failed' | 'skipped') => tests.filter(test => test.result().state === state).length;
	// A file that could not be loaded, or a hook that failed, has no failed test of its own; it must still be seen.
	const broken = modules.filter(module => !module.ok() && [...module.children.allTests('failed')].length === 0).length;
	return {passed: count('passed'), failed: count('failed') + broken + errors, skipped: count('skipped')};
}

export function listFailures(module: TestModule): readonly TestFailure[] {
	const file = relative(process.cwd(), module.moduleId);
	const tests = [...module.children.allTests('failed')].map(test => ({name: `${file} > ${test.fullName}`, reason: test.result().errors?.[0]?.message ?? ''}));
	return tests.length > 0 ? tests : [{name: file, reason: module.errors()[0]?.message ?? ''}];
}

/** The end of a run, with one plain line last that scripts can read. `byChance`: what failed at first and passed when it was run again. */
export function toSummary({passed, failed, skipped}: TestResults, byChance: readonly TestFailure[]): string {
	const lines = [
		...(byChance.length === 0 ? [] : ['', 'Failed at first, and passed when run once more: a test that depends on chance, or a defect that shows rarely.']),
		...byChance.map(({name, reason}) => `  ${name}\n    ${reason.split('\n', 1)[0] ?? ''}`),
		'',
		...(skipped > 0 ? [`${skipped} skipped, as something that they need is not here`] : []),
		`${passed} passed, ${failed} failed`,
	];
	return `${lines.join('\n')}\n`;
}
