import {describe, expect, test} from 'vitest';
import type {ExternalRecord} from '../../../../source/core/connector.js';
import type {JsonObject, JsonValue} from '../../../../source/core/json.js';
import {concludeWrite} from '../../../../source/connectors/xacta-rest/conclude-write.js';
import {createDateCodec} from '../../../../source/connectors/xacta-rest/date-codec.js';
import {parseControlId, parsePoamId} from '../../../../source/connectors/xacta-rest/external-id.js';
import {poamFields} from '../../../../source/connectors/xacta-rest/fields.js';
import {findContact} from '../../../../source/connectors/xacta-rest/find-contact.js';
import {toControl, toPoam, toSystem} from '../../../../source/connectors/xacta-rest/map.js';
import {isSame, mergeRecord, planChange, poamOthers} from '../../../../source/connectors/xacta-rest/plan-change.js';
import {findWord, frequencies, implementationStatuses, levels, poamStatuses} from '../../../../source/connectors/xacta-rest/words.js';
import {planMilestones} from '../../../../source/connectors/xacta-rest/write-milestones.js';

const codec = createDateCodec('UTC');
const plan = (changes: JsonObject, isCreate = false) => planChange(changes, {shapes: poamFields, codec, isCreate, others: poamOthers});

describe('a change in our words', () => {
	test('becomes the API\'s names, spellings and seconds', () => {
		expect(plan({poam_status: 'risk_accepted', scheduled_completion_date: '2026-03-01', resources_required: 'x'})).toEqual({
			problems: [], wanted: {poam_status: 'Risk Accepted', scheduled_completion_date: '2026-03-01', resources_required: 'x'},
			wire: {status: 'Risk Accepted', scheduledCompletionDate: Date.parse('2026-03-01T00:00:00Z') / 1000, resources: 'x'},
		});
	});

	test.each([
		['2026-02-29', /takes a day/], ['next week', /takes a day/], ['2026-3-1', /takes a day/], [7, /takes text/], [['2026-03-01'], /takes text/],
	] as readonly (readonly [JsonValue, RegExp])[])('that is no day is a problem: %j', (value, problem) => {
		expect(plan({scheduled_completion_date: value}).problems).toEqual([expect.stringMatching(problem)]);
	});

	test('clears with null and with the empty text alike', () => {
		expect(plan({comments: '', mitigations: null}).wire).toEqual({comments: null, mitigations: null});
		expect(isSame('', null)).toBe(true);
		expect(isSame(undefined, '')).toBe(true);
		expect(isSame('x', null)).toBe(false);
	});

	test('names a system and a control only when it creates', () => {
		expect(plan({system_id: '1', control_id: 'AC-1'}).problems).toHaveLength(2);
		expect(plan({system_id: '1', control_id: 'AC-1'}, true).problems).toEqual([]);
	});
});

test('a word is found in any spelling that means it, and no other is bent into one', () => {
	expect(['risk_accepted', 'RISK ACCEPTED', ' in progress ', 'closed', 'overdue'].map(text => findWord(poamStatuses, text))).toEqual(['Risk Accepted', 'Risk Accepted', 'Ongoing', 'Completed', undefined]);
	expect(['medium', 'very_high', 'critical'].map(text => findWord(levels, text))).toEqual(['Moderate', 'Very High', undefined]);
	expect(['semi-annually', 'annual', 'every two years', 'hourly'].map(text => findWord(frequencies, text))).toEqual(['Semi-Annually', 'Annually', 'Every Two Years', undefined]);
	expect(['not applicable', 'partially implemented'].map(text => findWord(implementationStatuses, text))).toEqual(['Not Applicable', undefined]);
});

test('a record is sent as it was shown, but for what is read-only and what changes', () => {
	expect(mergeRecord({a: 1, unknown: 'kept', empty: null, shownOnly: 2}, new Set(['shownOnly']), {a: 3, cleared: null})).toEqual({a: 3, unknown: 'kept', cleared: null});
});

describe('a contact', () => {
	const person = (first: string, last: string, mail: string | null, phone: string | null = '555'): JsonObject => ({pocFirstName: first, pocLastName: last, pocEmail: mail, pocPhoneNumber: phone});

	test('comes whole from a POA&M that names the same person', () => {
		expect(findContact('Mary Ann Reyes', [null, 7, person('Mary Ann', 'Reyes', null), person('Mary Ann', 'Reyes', 'm@x'), person('Mary Ann', 'Reyes', 'M@X')])).toMatchObject({pocLastName: 'Reyes', pocPhoneNumber: '555'});
		expect(findContact(null, [])).toEqual({pocFirstName: null, pocLastName: null, pocEmail: null, pocPhoneNumber: null});
	});

	test.each([
		['Reyes', [person('Mary', 'Reyes', 'm@x')], /given name/], ['Mary Reyes', [], /no POA&M/], ['Mary Reyes', [person('Mary', 'Reyes', 'm@x', '')], /no POA&M/],
		['Mary Reyes', [person('Mary', 'Reyes', 'a@x'), person('Mary', 'Reyes', 'b@x')], /several people/],
	] as const)('is not made up for %s', (name, poams, reason) => {
		expect(findContact(name, poams)).toMatch(reason);
	});
});

describe('milestones', () => {
	const present = [{milestone_id: '1', description: 'a', scheduled_date: '2026-01-01'}, {milestone_id: '2', description: 'b', scheduled_date: '2026-02-01'}];

	test('are changed by id as a whole, added without, and known again by what they say', () => {
		expect(planMilestones(present, [{milestone_id: '1', scheduled_date: '2026-01-05'}, {description: 'b', scheduled_date: '2026-02-01'}, {description: 'c', scheduled_date: '2026-03-01'}])).toEqual({
			updates: [{milestone_id: '1', description: 'a', scheduled_date: '2026-01-05'}], inserts: [{description: 'c', scheduled_date: '2026-03-01'}],
		});
	});

	test.each([[[present[0]]], [[...present, {description: 'no day'}]], [[...present, {milestone_id: '9', description: 'x', scheduled_date: '2026-01-01'}]], [[...present, {description: 'x', scheduled_date: '2026-01-01', status: 'done'}]], ['x']] as readonly (readonly [JsonValue])[])('that cannot be are refused with reasons: %j', wanted => {
		expect(planMilestones(present, wanted)).toEqual([expect.any(String)]);
	});
});

describe('what a write came to', () => {
	const record = (fields: JsonObject): ExternalRecord => ({externalId: '1:1', fields});
	const conclude = (after: JsonObject | undefined, refusals: readonly string[] = []) => concludeWrite({
		before: record({a: 'old', b: 'old'}), after: after === undefined ? undefined : record(after), wanted: {a: 'new', b: 'new'}, refusals, isSameField: (_field, left, right) => isSame(left, right),
	});

	test('is believed only when the record shows it', () => {
		expect(conclude({a: 'new', b: 'new'}).kind).toBe('written');
		expect(conclude({a: 'new', b: 'old'})).toEqual({kind: 'rejected', reasons: [expect.stringContaining('"b"')]});
		expect(conclude({a: 'new', b: 'somebody else\'s'})).toEqual({kind: 'moved', record: record({a: 'new', b: 'somebody else\'s'})});
		expect(conclude(undefined)).toEqual({kind: 'moved', record: undefined});
	});

	test('names what was done before a refusal', () => {
		expect(conclude({a: 'new', b: 'old'}, ['b: no'])).toEqual({kind: 'rejected', reasons: ['b: no', 'What was written before that: a.']});
	});
});

describe('an element of a list', () => {
	test.each([[toSystem, 7], [toSystem, {systemId: 'x'}], [toControl, {systemId: 1}], [toControl, {systemId: 1, acronym: 'AC-1,AC-2'}], [toPoam, {systemId: 1}], [toPoam, {systemId: 1, poamId: 1e21}], [toPoam, null]] as const)('that cannot be a record is told with its reason', (map, element) => {
		expect(map(element, 3, codec)).toMatchObject({unreadable: {reason: expect.stringMatching(/\.$/), raw: element}});
	});

	test('keeps what was not sent absent, and dates that are none as they are', () => {
		const mapped = toPoam({systemId: 1, poamId: '7', scheduledCompletionDate: 'soon', completionDate: 1e15, createdDate: 0, extra: {deep: 1}}, 0, codec);
		expect(mapped).toMatchObject({record: {externalId: '1:7', fields: {scheduled_completion_date: 'soon', actual_completion_date: 1e15, created_date: '1970-01-01T00:00:00.000Z', extra: {deep: 1}}}});
		expect('record' in mapped && Object.keys(mapped.record.fields)).not.toContain('responsible_individual');
	});

	test('says that a system is active by its authorization', () => {
		const active = (element: JsonObject) => {
			const mapped = toSystem({systemId: 1, ...element}, 0, codec);
			return 'record' in mapped ? mapped.record.fields['active'] : 'unreadable';
		};
		expect([active({authorizationStatus: 'Decommissioned'}), active({authorizationStatus: 'ATO'}), active({})]).toEqual([false, true, undefined]);
	});
});

test('ids name one record or none', () => {
	expect(parsePoamId('1001:17')).toEqual({systemId: '1001', poamId: '17'});
	expect(parseControlId('1001:AC-2(1)')).toEqual({systemId: '1001', acronym: 'AC-2(1)'});
	for (const id of ['', '1001', ':', '1001:', 'x:1', '1:2:3', '1:-1', '../1:2', `1:${'9'.repeat(16)}`]) expect(parsePoamId(id)).toBeUndefined();
	for (const id of ['', '1001:', '1001:AC-1,AC-2', '1001:a&b=c', '1001:AC-1\n']) expect(parseControlId(id)).toBeUndefined();
});
