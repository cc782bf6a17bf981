import {describe, expect, test} from 'vitest';
import {editRules, parseRules} from '../../../../source/ui/screens/rule/edit-rule.js';
import {ruleLines} from '../../../../source/ui/screens/rule/view.js';
import {policyLines} from '../../../../source/ui/screens/rules/view.js';
import type {PairRules, RuleDraft} from '../../../../source/ui/store/rule-draft.js';
import {ruleRows, settings} from '../../../../source/ui/store/rule-rows.js';
import {firstWindow} from '../../../../source/ui/store/window.js';
import {spansWidth} from '../../../../source/ui/text/line.js';
import {sampleMappings, samplePolicies} from '../../../support/memory-operations/sample-rules.js';
import {plainText} from '../../../support/plain-text.js';

const now = new Date('2026-11-21T14:00:00Z');
const policy = samplePolicies().find(({entityType}) => entityType === 'poam');
const mappings = sampleMappings().find(({entityType}) => entityType === 'poam');
if (policy === undefined || mappings === undefined) throw new Error('The samples have no POA&Ms.');
const rules: PairRules = {...policy, mappings: mappings.mappings};

const setting = (name: string) => settings.find(one => one.name === name) ?? settings[0];
const change = (name: string, typed: string) => {
	const found = setting(name);
	if (found === undefined) throw new Error('There are no settings.');
	return editRules(rules, {kind: 'setting', setting: found}, typed);
};
const policyOf = (edited: ReturnType<typeof editRules>) => ('rules' in edited ? edited.rules.policy : edited);

describe('a rule is typed', () => {
	test.each([
		['direction', 'inbound', {direction: 'inbound'}], ['isActive', 'no', {isActive: false}], ['scheduleExpression', '-', {scheduleExpression: null}], ['scheduleExpression', '0 3 * * *', {scheduleExpression: '0 3 * * *'}],
		['batchSize', '250', {batchSize: 250}], ['filters', '[{"field": "status", "operator": "is_null"}]', {filters: [{field: 'status', operator: 'is_null'}]}], ['whenGone', '{"status": "Archived"}', {whenGone: {status: 'Archived'}}],
	])('%s as %s', (name, typed, expected) => expect(policyOf(change(name, typed))).toMatchObject(expected));

	test('and one that may be left out is left out when nothing is typed', () => {
		const gone = {...rules, policy: {...rules.policy, whenGone: {status: 'Archived'}}};
		const found = setting('whenGone');
		if (found === undefined) throw new Error('There are no settings.');
		expect(policyOf(editRules(gone, {kind: 'setting', setting: found}, ''))).not.toHaveProperty('whenGone');
	});

	test.each([
		['direction', 'sideways', /nothing that "direction" can be. There are: inbound/], ['batchSize', 'many', /no JSON/], ['batchSize', '0', /batchSize/], ['filters', '[{"field": 1}]', /filters\.0\.field/],
	])('%s as %s is refused with the reason', (name, typed, problem) => expect(change(name, typed)).toEqual({problem: expect.stringMatching(problem)}));

	test('a mapping in the place of the one of its field, and taken away by an empty text', () => {
		const edit = {kind: 'mapping', field: 'poc'} as const;
		const changed = editRules(rules, edit, '{"externalField": "owner", "internalField": "poc"}');
		expect('rules' in changed && changed.rules.mappings.map(({internalField, externalField}) => [internalField, externalField])).toContainEqual(['poc', 'owner']);
		expect('rules' in changed && changed.rules.mappings.length).toBe(rules.mappings.length);
		const removed = editRules(rules, edit, '  ');
		expect('rules' in removed && removed.rules.mappings.some(({internalField}) => internalField === 'poc')).toBe(false);
		expect(editRules(rules, edit, '{"externalField": "owner"}')).toEqual({problem: expect.stringMatching(/internalField/)});
	});

	test('a field\'s own policy, beside those of the others', () => {
		expect(policyOf(editRules(rules, {kind: 'field-policy', field: 'poc'}, '{"strategy": "internal_wins"}'))).toMatchObject({fields: {poc: {strategy: 'internal_wins'}, scheduled_completion: {}}});
		expect(policyOf(editRules(rules, {kind: 'field-policy', field: 'scheduled_completion'}, ''))).toMatchObject({fields: {}});
		expect(editRules(rules, {kind: 'field-policy', field: 'poc'}, '{"stratgy": "manual"}')).toEqual({problem: expect.stringMatching(/fields\.poc/)});
	});

	test('as a whole document, with the place of what is wrong', () => {
		expect(parseRules(rules, JSON.stringify(rules))).toEqual({rules});
		expect(parseRules(rules, '{"policy": {}, "mappings": []}')).toEqual({problem: expect.stringMatching(/^policy\.direction: /)});
		expect(parseRules(rules, JSON.stringify({...rules, mappings: []}))).toEqual({problem: expect.stringMatching(/^mappings: /)});
		expect(parseRules(rules, '[]')).toEqual({problem: expect.stringMatching(/"policy" and "mappings"/)});
	});
});

describe('the rules of a pair', () => {
	const draft: RuleDraft = {seen: rules, rules: {...rules, policy: {...rules.policy, strategy: 'external_wins'}}, policyChanges: [{subject: 'strategy', before: 'manual', after: 'external_wins'}], mappingChanges: []};

	test.each([60, 80, 160])('fit %i cells and the rows that there are, whatever is selected', width => {
		for (const height of [11, 20, 40]) {
			for (let cursor = 0; cursor < ruleRows(rules).length; cursor++) {
				const lines = ruleLines(rules, draft, {cursor, top: 0}, {width, height, now});
				expect(lines.length).toBeLessThanOrEqual(height);
				for (const line of lines) expect(spansWidth(line.spans)).toBeLessThanOrEqual(width);
			}
		}
	});

	test('mark what a draft changes, and say it before and after', () => {
		const lines = ruleLines(draft.rules, draft, {cursor: 1, top: 0}, {width: 80, height: 20, now}).map(plainText);
		expect(lines.find(line => line.includes('strategy'))).toMatch(/^>\* strategy +external_wins/);
		expect(lines.slice(-2)).toEqual([' - manual', ' + external_wins']);
	});

	test('say filters, policies of fields and schedules in words, the expression beside', () => {
		const told = {...rules, policy: {...rules.policy, scheduleExpression: '*/15 * * * *', filters: [{field: 'severity', operator: 'in', value: ['high', 'critical']}], fields: {poc: {strategy: 'internal_wins'}}}} as const;
		const lines = ruleLines(told, undefined, {cursor: ruleRows(told).findIndex(row => row.kind === 'field' && row.field === 'poc'), top: 0}, {width: 120, height: 40, now}).map(plainText);
		expect(lines.find(line => line.includes('changes are read'))).toContain('every 15 minutes · */15 * * * *');
		expect(lines.find(line => line.includes('only records with'))).toContain('severity is one of high, critical');
		expect(lines.find(line => line.startsWith('>'))).toContain('ours wins');
		expect(lines).toContain(' poc: ours wins');
	});

	test('also name fields that have a policy and no mapping', () => {
		const odd = {...rules, policy: {...rules.policy, fields: {...rules.policy.fields, likelihood: {ignore: true}}}};
		expect(ruleLines(odd, undefined, firstWindow, {width: 160, height: 40, now}).map(plainText).find(line => line.includes('likelihood'))).toMatch(/\(no mapping\).* not compared$/);
	});
});

test('the list of policies says in words which way, who decides, and whether anything leaves', () => {
	const lines = policyLines(samplePolicies(), firstWindow, {width: 80, height: 20, now}).map(plainText);
	expect(lines[1]).toMatch(/^> +Tenable\.io +assets +both ways a person +0 +0 ● reads$/);
	expect(lines[2]).toMatch(/vulnerabilities in only +theirs wins/);
	expect(lines[5]).toMatch(/poams +both ways a person +1 +0 ● sends$/);
});
