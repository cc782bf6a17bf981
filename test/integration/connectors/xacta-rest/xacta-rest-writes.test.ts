import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {Connector, WriteRequest, WriteResult} from '../../../../source/core/connector.js';
import type {JsonObject} from '../../../../source/core/json.js';
import type {RecordingContext} from '../../../support/connector-context.js';
import {openXactaRestWorld, type Sent, type XactaRestWorld} from '../../../support/xacta-rest.js';

const never = new AbortController().signal;

let world: XactaRestWorld;
let connector: Connector;
let context: RecordingContext;
beforeAll(async () => {
	world = await openXactaRestWorld({systems: 2, poams: 160, settings: {maxBatch: 3}});
});
beforeEach(() => {
	({connector, context} = world.connect());
});
afterEach(() => world.rest.setFaults([]));
afterAll(() => world.close());

let next = 0;
let markers = 0;
const newMarker = () => `00000000-0000-4000-9000-${String(++markers).padStart(12, '0')}`;

/** An ongoing POA&M of the first system that no other test has touched, not approved and of no inherited control: its ids in the tables and in the API. */
async function takePoam(): Promise<{readonly poamId: string; readonly id: string}> {
	for (;;) {
		const {poamId, systemIndex, status} = world.tables.organization.poamAt(next++);
		if (systemIndex !== 0 || status !== 'ongoing' || (await world.poam(poamId)).isInherited) continue;
		await world.rest.reviewers.reject(poamId);
		return {poamId, id: await world.rest.idOf(poamId)};
	}
}

const write = (id: string, changes: JsonObject, more: Partial<WriteRequest> = {}): Promise<WriteResult> =>
	connector.write({entityType: 'poam', action: 'update', externalId: id, changes, expected: {}, marker: newMarker(), signal: never, ...more});

const writes = () => context.calls.filter(({method}) => method !== 'GET');
/** What took effect on the tables and details while `work` ran. */
async function effectsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
	const before = (await world.rest.effects()).length;
	await work();
	return (await world.rest.effects()).slice(before).map(({action, table}) => `${action} ${table}`);
}

const newPoam = {
	system_id: '1001', control_id: 'SI-2', weakness_description: 'OpenSSL is out of date on 12 hosts.', poam_status: 'ongoing', scheduled_completion_date: '2032-05-01',
	resources_required: 'None', risk_rating: 'high', weakness_type: 'ACAS', pocOrganization: 'Operations', milestones: [{description: 'Patch', scheduled_date: '2032-04-01'}],
};
const create = (marker: string, changes: JsonObject = newPoam, by = connector) => by.write({entityType: 'poam', action: 'create', changes, expected: {}, marker, signal: never});
const poamsWith = async (marker: string): Promise<readonly Sent[]> => (await world.call('GET', '/systems/1001/poams')).body.data.filter((poam: Sent) => poam.externalUid === marker);

describe('changing a POA&M', () => {
	test('sends the whole record, so that nothing is cleared and no milestone is doubled', async () => {
		const {poamId, id} = await takePoam();
		const before = await world.poam(poamId);
		expect(await write(id, {resources_required: 'One engineer'})).toMatchObject({kind: 'written', record: {externalId: id, fields: {resources_required: 'One engineer'}}});
		expect(await world.poam(poamId)).toEqual({...before, resources: 'One engineer'});
		expect(writes()).toHaveLength(1);
	});

	test('keeps fields that this version of Parley does not know', async () => {
		const {poamId, id} = await takePoam();
		await write(id, {comments: 'x'});
		// What the API calls a field, it gets back under that name: the merged record starts from what was shown.
		const sent = world.rest.report().writes.at(-1)?.items[0] as Sent;
		const shown = await world.poam(poamId);
		const readOnly = ['systemId', 'isInherited', 'conditionId', 'cci', 'reviewStatus', 'createdDate', 'extensionDate', 'pendingExtensionDate', 'milestones'];
		expect(Object.keys(sent)).toEqual(expect.arrayContaining(Object.keys(shown).filter(key => shown[key] !== null && !readOnly.includes(key))));
	});

	test('takes the words and days of mappings, and sends the API\'s', async () => {
		const {poamId, id} = await takePoam();
		expect(await write(id, {risk_rating: 'medium', scheduled_completion_date: '2031-07-04', poam_status: 'in progress'})).toMatchObject({kind: 'written', record: {fields: {risk_rating: 'Moderate', scheduled_completion_date: '2031-07-04', poam_status: 'Ongoing'}}});
		expect(await world.poam(poamId)).toMatchObject({severity: 'Moderate', scheduledCompletionDate: Date.parse('2031-07-04T00:00:00Z') / 1000});
	});

	test('refuses what the API has no word for, before it sends anything', async () => {
		const {id} = await takePoam();
		expect(await write(id, {risk_rating: 'critical', scheduled_completion_date: '2031-02-30', poam_id: '7', created_date: 'x'})).toEqual({kind: 'rejected', reasons: [
			expect.stringMatching(/"risk_rating" takes Very Low.*"critical"/), expect.stringContaining('"scheduled_completion_date" takes a day'), '"poam_id" cannot be written.', '"created_date" cannot be written.',
		]});
		expect(context.calls).toEqual([]);
	});

	test('hands on the reasons of an item that was refused inside a 200', async () => {
		const {id} = await takePoam();
		expect(await write(id, {poam_status: 'completed', comments: ''})).toEqual({kind: 'rejected', reasons: ['comments: is required when status is Completed']});
	});

	test('completes an item with its day and comments', async () => {
		const {poamId, id} = await takePoam();
		expect((await write(id, {poam_status: 'completed', actual_completion_date: '2026-01-05', comments: 'Rescanned.'})).kind).toBe('written');
		expect(await world.poam(poamId)).toMatchObject({status: 'Completed', completionDate: Date.parse('2026-01-05T00:00:00Z') / 1000});
	});

	test('accepts a risk without date and milestones, as the API demands', async () => {
		const {poamId, id} = await takePoam();
		expect(await write(id, {poam_status: 'risk accepted', comments: 'Signed.'})).toMatchObject({kind: 'written'});
		expect(await world.poam(poamId)).toMatchObject({status: 'Risk Accepted', scheduledCompletionDate: null});
	});

	test('leaves a frozen date alone when the official approved between our read and our write, and says why', async () => {
		const {poamId, id} = await takePoam();
		const shown = await connector.read('poam', id, never);
		await world.rest.reviewers.approve(poamId);
		const expected = {scheduled_completion_date: shown?.fields['scheduled_completion_date'] ?? null};
		expect(await write(id, {scheduled_completion_date: '2033-01-01'}, {expected})).toEqual({kind: 'rejected', reasons: [expect.stringMatching(/^scheduledCompletionDate: .*extension/)]});
	});

	test('refuses an archived item and one in an active package with the API\'s reason', async () => {
		const archived = await takePoam();
		await world.tables.simulator.people.archive(archived.poamId);
		expect(await write(archived.id, {comments: 'x'})).toEqual({kind: 'rejected', reasons: ['status: an archived POA&M Item cannot be updated']});
		const packed = await takePoam();
		await world.rest.reviewers.setInPackage(packed.poamId, true);
		expect(await write(packed.id, {comments: 'x'})).toEqual({kind: 'rejected', reasons: [expect.stringContaining('active package')]});
	});

	test('changes the person with the mail and telephone that the system knows of them, and never with those of another', async () => {
		const {poamId, id} = await takePoam();
		const others: readonly Sent[] = (await world.call('GET', '/systems/1001/poams')).body.data;
		const {pocFirstName: now} = await world.poam(poamId);
		const other = others.find(poam => poam.pocFirstName !== now && poam.pocFirstName !== null);
		const name = `${other.pocFirstName} ${other.pocLastName}`;
		expect(await write(id, {responsible_individual: name})).toMatchObject({kind: 'written', record: {fields: {responsible_individual: name}}});
		expect(await world.poam(poamId)).toMatchObject({pocFirstName: other.pocFirstName, pocEmail: other.pocEmail});
		expect(await write(id, {responsible_individual: 'Nobody Known'})).toEqual({kind: 'rejected', reasons: [expect.stringMatching(/mail and telephone/)]});
		expect(await write(id, {responsible_individual: null})).toMatchObject({kind: 'written', record: {fields: {responsible_individual: null, pocEmail: null}}});
	});

	test('is not repeated when its answer is lost, and a second write finds it done', async () => {
		const {poamId, id} = await takePoam();
		for (const fault of [{kind: 'reset', when: 'after'}, {kind: 'status', status: 504, effect: 'after'}, {kind: 'wrong-type'}, {kind: 'truncate', how: 'valid-length'}] as const) {
			const comments = `lost by ${JSON.stringify(fault)}`;
			world.rest.setFaults([{match: {method: 'PUT'}, times: 1, fault}]);
			await expect(write(id, {comments})).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: false});
			world.rest.setFaults([]);
			expect(await world.poam(poamId)).toMatchObject({comments});
			expect(await effectsOf(async () => expect(await write(id, {comments})).toMatchObject({kind: 'written'}))).toEqual([]);
		}
	});

	test.each([['unavailable', 503], ['too busy', 429]])('has an outcome that nobody knows when the other side is %s for the look after it', async (_, status) => {
		const {poamId, id} = await takePoam();
		world.rest.setFaults([{match: {method: 'GET'}, skip: 1, fault: {kind: 'status', status}}]);
		await expect(write(id, {comments: `There, and then ${status}`})).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: false});
		world.rest.setFaults([]);
		expect(await world.poam(poamId)).toMatchObject({comments: `There, and then ${status}`});
	});

	test('in two steps has an outcome that nobody knows when the second never left', async () => {
		const {poamId, id} = await takePoam();
		const present = ((await connector.read('poam', id, never))?.fields['milestones'] ?? []) as readonly JsonObject[];
		world.rest.setFaults([{match: {method: 'POST'}, fault: {kind: 'status', status: 429}}]);
		const changes = {comments: 'The first step', milestones: [...present, {description: 'The second', scheduled_date: present[0]?.['scheduled_date'] ?? ''}]};
		await expect(write(id, changes)).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: false});
		world.rest.setFaults([]);
		expect(await world.poam(poamId)).toMatchObject({comments: 'The first step'});
	});

	test('may be tried again when it never left', async () => {
		const {id} = await takePoam();
		world.rest.setFaults([{match: {method: 'PUT'}, fault: {kind: 'status', status: 429}}]);
		await expect(write(id, {comments: 'x'})).rejects.toMatchObject({code: 'EXTERNAL_RATE_LIMITED', isRetryable: true});
	});
});

describe('milestones', () => {
	test('go through their own endpoint: changed by id, added without, and none is doubled', async () => {
		const {poamId, id} = await takePoam();
		const shown = await connector.read('poam', id, never);
		const [first, ...rest] = (shown?.fields['milestones'] ?? []) as readonly JsonObject[];
		const wanted = [{...first, description: 'Other words'}, ...rest, {description: 'Report', scheduled_date: first?.['scheduled_date'] ?? ''}];
		const effects = await effectsOf(async () => expect((await write(id, {milestones: wanted})).kind).toBe('written'));
		expect(effects.filter(effect => effect.endsWith('poam_milestones'))).toEqual(['update poam_milestones', 'insert poam_milestones']);
		expect(writes().map(({method, endpoint}) => `${method} ${endpoint.split('/').at(-1)}`)).toEqual(['PUT milestones', 'POST milestones']);
		expect((await world.poam(poamId)).milestones.map((milestone: Sent) => milestone.description)).toEqual(['Other words', ...rest.map(({description}) => description), 'Report']);
		expect(await effectsOf(() => write(id, {milestones: wanted}))).toEqual([]);
	});

	test('that are more than the instance takes at once are sent in halves', async () => {
		const {poamId, id} = await takePoam();
		const shown = await connector.read('poam', id, never);
		const present = (shown?.fields['milestones'] ?? []) as readonly JsonObject[];
		const day = present[0]?.['scheduled_date'] ?? '';
		const added = Array.from({length: 10}, (_, place) => ({description: `Step ${place}`, scheduled_date: day}));
		expect((await write(id, {milestones: [...present, ...added]})).kind).toBe('written');
		expect((await world.poam(poamId)).milestones).toHaveLength(present.length + 10);
		expect(writes().map(({responseStatus}) => responseStatus)).toEqual([490, 490, 200, 200, 200, 200]);
	});

	test('of a batch that broke off half-way are not added twice', async () => {
		const {poamId, id} = await takePoam();
		const present = ((await connector.read('poam', id, never))?.fields['milestones'] ?? []) as readonly JsonObject[];
		const wanted = [...present, ...['One', 'Two', 'Three'].map(description => ({description, scheduled_date: present[0]?.['scheduled_date'] ?? ''}))];
		world.rest.setFaults([{match: {method: 'POST'}, times: 1, fault: {kind: 'batch-cut', after: 2}}]);
		await expect(write(id, {milestones: wanted})).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: false});
		expect((await world.poam(poamId)).milestones).toHaveLength(present.length + 2);
		expect((await write(id, {milestones: wanted})).kind).toBe('written');
		expect((await world.poam(poamId)).milestones).toHaveLength(present.length + 3);
	});

	test('that were refused are told, with what was written before', async () => {
		const {id} = await takePoam();
		const present = ((await connector.read('poam', id, never))?.fields['milestones'] ?? []) as readonly JsonObject[];
		expect(await write(id, {comments: 'First.', milestones: [...present, {description: 'Too late', scheduled_date: '2039-01-01'}]})).toEqual({
			kind: 'rejected', reasons: [expect.stringContaining('cannot be later'), 'What was written before that: comments.'],
		});
		expect(await write(id, {milestones: []})).toEqual({kind: 'rejected', reasons: expect.arrayContaining([expect.stringContaining('not removed')])});
	});

	test('ask for an extension of an approved item', async () => {
		const {poamId, id} = await takePoam();
		await world.rest.reviewers.approve(poamId);
		const present = ((await connector.read('poam', id, never))?.fields['milestones'] ?? []) as readonly JsonObject[];
		expect(await write(id, {milestones: [...present, {description: 'The vendor is late', scheduled_date: '2033-01-01'}]})).toMatchObject({kind: 'written', record: {fields: {pendingExtensionDate: '2033-01-01', extensionDate: null}}});
	});
});

describe('an instance that counts the milestones of the body', () => {
	test('is shown them, and makes none of them', async () => {
		const strict = await openXactaRestWorld({systems: 1, poams: 4, settings: {countsMilestonesOf: 'body'}});
		try {
			const {poamId} = [0, 1, 2, 3].map(index => strict.tables.organization.poamAt(index)).find(({status}) => status === 'ongoing') ?? {poamId: ''};
			const before = await strict.poam(poamId);
			const {connector: other} = strict.connect();
			const result = await other.write({entityType: 'poam', action: 'update', externalId: await strict.rest.idOf(poamId), changes: {comments: 'x'}, expected: {}, marker: newMarker(), signal: never});
			expect(result.kind).toBe('written');
			expect((await strict.poam(poamId)).milestones).toEqual(before.milestones);
		} finally {
			await strict.close();
		}
	});
});

describe('creating a POA&M', () => {
	test('sends the marker as externalUid, with its milestones', async () => {
		const marker = newMarker();
		expect(await create(marker)).toMatchObject({kind: 'written', record: {fields: {control_id: 'SI-2', risk_rating: 'High', externalUid: marker, milestones: [{description: 'Patch', scheduled_date: '2032-04-01'}]}}});
		expect(await poamsWith(marker)).toHaveLength(1);
	});

	test.each([{kind: 'reset', when: 'after'}, {kind: 'status', status: 504, effect: 'after'}, {kind: 'wrong-type'}] as const)('finds what was made although the answer was lost: %o', async fault => {
		const marker = newMarker();
		world.rest.setFaults([{match: {method: 'POST'}, times: 1, fault}]);
		expect(await create(marker)).toMatchObject({kind: 'written', record: {fields: {externalUid: marker}}});
		expect(await poamsWith(marker)).toHaveLength(1);
	});

	test('that never took effect is not sent again blindly, and is made once by the next attempt, of whatever process', async () => {
		const marker = newMarker();
		world.rest.setFaults([{match: {method: 'POST'}, times: 1, fault: {kind: 'reset', when: 'before'}}]);
		await expect(create(marker)).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: false});
		expect(await poamsWith(marker)).toHaveLength(0);
		expect((await create(marker, newPoam, world.connect().connector)).kind).toBe('written');
		expect((await create(marker)).kind).toBe('written');
		expect(await poamsWith(marker)).toHaveLength(1);
	});

	test('that was made and cannot be looked at has an outcome that nobody knows', async () => {
		const marker = newMarker();
		world.rest.setFaults([{match: {method: 'GET'}, skip: 1, fault: {kind: 'status', status: 503}}]);
		await expect(create(marker)).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: false});
		world.rest.setFaults([]);
		expect(await poamsWith(marker)).toHaveLength(1);
	});

	test('is refused with the API\'s reasons, or without a system', async () => {
		expect(await create(newMarker(), {...newPoam, milestones: [], resources_required: ''})).toEqual({kind: 'rejected', reasons: ['resources: is required', 'milestones: at least one is required when status is Ongoing']});
		const {system_id: _systemId, ...homeless} = newPoam;
		expect(await create(newMarker(), homeless)).toEqual({kind: 'rejected', reasons: [expect.stringContaining('system_id')]});
		expect(await create(newMarker(), {...newPoam, system_id: '4711'})).toEqual({kind: 'rejected', reasons: ['There is no system 4711.']});
	});
});

describe('changing a control', () => {
	const writeControl = (id: string, changes: JsonObject, expected: JsonObject = {}) => write(id, changes, {entityType: 'control', expected});

	test('sends the whole record and nothing else changes', async () => {
		const before = (await world.call('GET', '/systems/1001/controls?acronyms=AC-2')).body.data[0];
		expect(await writeControl('1001:AC-2', {responsible_role: 'The ISSO', assessment_frequency: 'monthly'})).toMatchObject({kind: 'written', record: {fields: {responsible_role: 'The ISSO', assessment_frequency: 'Monthly'}}});
		expect((await world.call('GET', '/systems/1001/controls?acronyms=AC-2')).body.data[0]).toEqual({...before, responsibleEntities: 'The ISSO', slcmFrequency: 'Monthly'});
	});

	test('has an outcome that nobody knows when it cannot be looked at afterwards', async () => {
		world.rest.setFaults([{match: {method: 'GET'}, skip: 1, fault: {kind: 'status', status: 503}}]);
		await expect(writeControl('1001:AC-2', {responsible_role: 'Whoever it is'})).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: false});
	});

	test('leaves alone what somebody changed', async () => {
		expect(await writeControl('1001:AC-2', {responsible_role: 'ours'}, {responsible_role: 'what we read long ago'})).toMatchObject({kind: 'moved', record: {externalId: '1001:AC-2'}});
	});

	test('says what its status demands, and has no word for "partially implemented"', async () => {
		expect(await writeControl('1001:AC-2', {implementation_status: 'not applicable'})).toEqual({kind: 'rejected', reasons: [expect.stringMatching(/^naJustification: /)]});
		expect(await writeControl('1001:AC-2', {implementation_status: 'partially_implemented'})).toEqual({kind: 'rejected', reasons: [expect.stringMatching(/Planned, Implemented/)]});
		expect(await writeControl('1001:AC-2', {assessment_status: 'other_than_satisfied'})).toEqual({kind: 'rejected', reasons: ['"assessment_status" takes Compliant, Non-Compliant, Not Applicable, not "other_than_satisfied".']});
	});

	describe('its assessment', () => {
		const results = async (acronym: string) => (await world.call('GET', `/systems/1001/test-results?controlAcronyms=${acronym}&latestOnly=false`)).body.data as readonly Sent[];
		const other = async (acronym: string): Promise<string> => {
			const [control] = (await world.call('GET', `/systems/1001/controls?acronyms=${acronym}`)).body.data;
			return control.complianceStatus === 'Compliant' ? 'not_satisfied' : 'satisfied';
		};

		test('is followed by another result of its tests, and none is overwritten', async () => {
			const status = await other('AC-12');
			expect(await writeControl('1001:AC-12', {assessment_status: status})).toMatchObject({kind: 'written', record: {fields: {assessment_status: status === 'satisfied' ? 'Compliant' : 'Non-Compliant'}}});
			await writeControl('1001:AC-12', {assessment_status: await other('AC-12')});
			expect(await results('AC-12')).toMatchObject([{assessmentProcedure: 'AC-12.1', testedBy: 'parley'}, {assessmentProcedure: 'AC-12.1'}]);
			expect(writes().map(({method}) => method)).toEqual(['POST', 'POST']);
		});

		test('is added once for one marker, also when the answer was lost', async () => {
			const status = await other('AC-8');
			const marker = newMarker();
			world.rest.setFaults([{match: {method: 'POST'}, times: 1, fault: {kind: 'reset', when: 'after'}}]);
			await expect(write('1001:AC-8', {assessment_status: status}, {entityType: 'control', marker})).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: false});
			expect(await write('1001:AC-8', {assessment_status: status}, {entityType: 'control', marker})).toMatchObject({kind: 'written'});
			expect(await results('AC-8')).toHaveLength(1);
			const sent = (await results('AC-8'))[0];
			// Somebody tested it again meanwhile: the first write does not come back for that.
			await world.call('POST', '/systems/1001/test-results', [{...sent, description: 'A retest', complianceStatus: sent.complianceStatus === 'Compliant' ? 'Non-Compliant' : 'Compliant'}]);
			await write('1001:AC-8', {assessment_status: status}, {entityType: 'control', marker});
			expect(await results('AC-8')).toHaveLength(2);
		});

		test('goes along with a change of the record, each in its own way', async () => {
			const status = await other('AC-11');
			expect(await writeControl('1001:AC-11', {assessment_status: status, responsible_role: 'The tester'})).toMatchObject({kind: 'written', record: {fields: {responsible_role: 'The tester'}}});
			expect(writes().map(({method}) => method)).toEqual(['PUT', 'POST']);
		});
	});

	test('that is inherited is refused, also when that happened since the last look', async () => {
		await world.rest.reviewers.setInherited(world.tables.organization.systems[0]?.systemId ?? '', 'AC-3', true);
		expect(await writeControl('1001:AC-3', {responsible_role: 'x'})).toEqual({kind: 'rejected', reasons: [expect.stringContaining('inherited')]});
	});
});

test('systems are shown and never changed', async () => {
	expect(await write('1001', {system_name: 'x'}, {entityType: 'system'})).toEqual({kind: 'rejected', reasons: [expect.stringContaining('system_name')]});
	expect(connector.capabilities.entities.system?.writableFields).toEqual([]);
});
