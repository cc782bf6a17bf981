import {beforeAll, expect, test} from 'vitest';
import {startScript} from '../../support/script.js';
import type {Finding} from '../../seeded-bugs/run-seeded-bugs.js';
import {seededBugs} from '../../seeded-bugs/seeded-bugs.js';

const findings = new Map<string, Finding>();
beforeAll(async () => {
	await using run = startScript('test/seeded-bugs/run-seeded-bugs.ts', ['--json']);
	for (const {name} of seededBugs) {
		const finding = JSON.parse(await run.nextLine()) as Finding;
		expect(finding.name).toBe(name);
		findings.set(name, finding);
	}
}, 600_000);

test.each(seededBugs)('the suite notices "$name"', ({name}) => {
	expect(findings.get(name)).toMatchObject({name, isCaught: true});
});
