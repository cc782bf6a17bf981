import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {JsonObject} from '../../../source/core/json.js';
import {openXactaRestWorld, type Sent, type XactaRestWorld} from '../../support/xacta-rest.js';

let world: XactaRestWorld;
let strict: XactaRestWorld;
beforeAll(async () => {
	[world, strict] = await Promise.all([openXactaRestWorld({systems: 2, poams: 200}), openXactaRestWorld({systems: 1, poams: 4, settings: {requiresRiskFields: true, countsMilestonesOf: 'body', dateOffsetHours: -5}})]);
});
afterAll(() => Promise.all([world.close(), strict.close()]));

const daySeconds = 86_400;
const today = Math.floor(Date.now() / (1000 * daySeconds)) * daySeconds;
/** In the future also when midnight comes while the tests run. */
const ahead = today + 2 * daySeconds;
const far = Date.parse('2033-05-01T00:00:00Z') / 1000;

let next = 0;
let poamId = '';
/** An ongoing POA&M of the first system that no other test has touched, not approved yet and of no inherited control. */
beforeEach(async () => {
	for (;;) {
		const poam = world.tables.organization.poamAt(next++);
		if (poam.systemIndex !== 0 || poam.status !== 'ongoing' || (await world.poam(poam.poamId)).isInherited) continue;
		poamId = poam.poamId;
		await world.rest.reviewers.reject(poamId);
		return;
	}
});

const put = async (changes: JsonObject, on = world, id = poamId): Promise<readonly string[] | null> => {
	const {milestones: _milestones, ...poam} = await on.poam(id);
	const {body} = await on.call('PUT', '/systems/1001/poams', [{...poam, ...changes}]);
	return body.data[0].errors;
};
const milestones = (method: string, items: readonly JsonObject[], id: Sent) => world.call(method, `/systems/1001/poams/${id}/milestones`, items);

describe('one store', () => {
	test('shows through SQL what was written through the API, signed by the user', async () => {
		expect(await put({resources: 'Two engineers', status: 'Ongoing'})).toBeNull();
		const effects = (await world.tables.simulator.effects()).filter(({table}) => table === 'poams');
		expect(effects.at(-1)?.after).toMatchObject({poam_id: poamId, resources_required: 'Two engineers', updated_by: 'a.tester'});
	});

	test('shows through the API what people did in the tables', async () => {
		await world.tables.simulator.people.moveCompletion(poamId, '2031-02-03');
		await world.tables.simulator.people.rate(poamId, 'critical');
		expect(await world.poam(poamId)).toMatchObject({scheduledCompletionDate: Date.parse('2031-02-03T00:00:00Z') / 1000, severity: 'Very High'});
	});

	test('keeps the word of the table while it means what the API was told', async () => {
		await world.tables.simulator.people.changeStatus(poamId, 'overdue');
		expect(await put({comments: 'Late.'})).toBeNull();
		const effects = (await world.tables.simulator.effects()).filter(({table}) => table === 'poams');
		expect(effects.at(-1)?.after).toMatchObject({poam_id: poamId, poam_status: 'overdue'});
	});

	test('tells whose days they are by the seconds: midnight of the instance\'s own zone', async () => {
		const [first] = [strict.tables.organization.poamAt(0)];
		expect((await strict.poam(first.poamId)).scheduledCompletionDate).toBe(Date.parse(`${first.scheduledCompletionDate}T05:00:00Z`) / 1000);
	});
});

describe('a POA&M', () => {
	test('loses every field that a PUT leaves blank or out', async () => {
		await put({mitigations: 'Blocked at the gateway.', recommendations: 'Patch.', comments: 'Seen.'});
		const {milestones: _milestones, recommendations: _recommendations, ...poam} = await world.poam(poamId);
		await world.call('PUT', '/systems/1001/poams', [{...poam, mitigations: ''}]);
		expect(await world.poam(poamId)).toMatchObject({mitigations: null, recommendations: null, comments: 'Seen.'});
	});

	test('needs its displayPoamId on PUT, and what is always required', async () => {
		expect(await put({displayPoamId: null, sourceIdentifyingVulnerability: '', pocOrganization: null})).toEqual(
			['displayPoamId: is required', 'sourceIdentifyingVulnerability: is required', 'pocOrganization: is required']);
	});

	test('takes a whole point of contact or none', async () => {
		expect(await put({pocEmail: ''})).toEqual(['pocEmail: is required because a point of contact is given']);
		expect(await put({pocFirstName: null, pocLastName: null, pocEmail: null, pocPhoneNumber: null})).toBeNull();
	});

	test('has limits to its texts and lists for its words', async () => {
		expect(await put({resources: 'x'.repeat(251), pocOrganization: 'x'.repeat(101), severity: 'critical', comments: 7, externalUid: 'x'.repeat(101)})).toEqual([
			'pocOrganization: exceeds the maximum of 100 characters', 'resources: exceeds the maximum of 250 characters',
			'severity: must be one of Very Low, Low, Moderate, High, Very High', 'comments: must be a string', 'externalUid: exceeds the maximum of 100 characters',
		]);
	});

	test('takes a raw severity in words and in categories', async () => {
		expect(await put({rawSeverity: 'II'})).toBeNull();
		expect(await put({rawSeverity: 'High'})).toBeNull();
		expect(await put({rawSeverity: 'IV'})).toHaveLength(1);
	});

	test('is made anew by each POST, whatever its externalUid', async () => {
		const item = {
			externalUid: 'twice', status: 'Ongoing', vulnerabilityDescription: 'x', sourceIdentifyingVulnerability: 'x', pocOrganization: 'x', resources: 'x',
			scheduledCompletionDate: far, milestones: [{description: 'x', scheduledCompletionDate: far}],
		};
		const made = [await world.call('POST', '/systems/1001/poams', [item]), await world.call('POST', '/systems/1001/poams', [item])].map(({body}) => body.data[0]);
		expect(made).toMatchObject([{success: true, externalUid: 'twice'}, {success: true, externalUid: 'twice'}]);
		expect(made[0].poamId).not.toBe(made[1].poamId);
	});

	test('of an unknown control is imported at the level of the system', async () => {
		const {body} = await world.call('POST', '/systems/1001/poams', [{
			controlAcronym: 'ZZ-9', status: 'Risk Accepted', comments: 'x', vulnerabilityDescription: 'x', sourceIdentifyingVulnerability: 'x', pocOrganization: 'x', resources: 'x',
		}]);
		expect((await world.call('GET', `/systems/1001/poams/${body.data[0].poamId}`)).body.data).toMatchObject({controlAcronym: null, status: 'Risk Accepted'});
	});

	test('of an inherited control, or in an active package, is refused', async () => {
		const {controlId} = world.tables.organization.controlsOfSystem(0)[0] ?? {controlId: ''};
		await world.rest.reviewers.setInherited(world.tables.organization.systems[0]?.systemId ?? '', controlId, true);
		expect(await put({controlAcronym: controlId})).toEqual([expect.stringMatching(/^controlAcronym: .*inherited/)]);
		await world.rest.reviewers.setInPackage(poamId, true);
		expect(await put({comments: 'x'})).toEqual(['poamId: the POA&M Item is in an active package']);
	});

	test('is deleted with its milestones', async () => {
		const {poamId: id} = await world.poam(poamId);
		expect((await world.call('DELETE', '/systems/1001/poams', [{poamId: id}])).body.data).toMatchObject([{success: true}]);
		expect((await world.call('GET', `/systems/1001/poams/${id}`)).status).toBe(404);
	});
});

describe('a status', () => {
	test('of Ongoing needs a date and a milestone', async () => {
		expect(await put({scheduledCompletionDate: null})).toEqual(['scheduledCompletionDate: is required when status is Ongoing']);
		const {body} = await world.call('POST', '/systems/1001/poams', [{status: 'Ongoing', vulnerabilityDescription: 'x', sourceIdentifyingVulnerability: 'x', pocOrganization: 'x', resources: 'x', scheduledCompletionDate: far}]);
		expect(body.data[0].errors).toEqual(['milestones: at least one is required when status is Ongoing']);
	});

	test('of Completed needs a date of completion that is not in the future, and comments', async () => {
		expect(await put({status: 'Completed', completionDate: null, comments: null})).toEqual(
			['completionDate: is required when status is Completed', 'comments: is required when status is Completed']);
		expect(await put({status: 'Completed', completionDate: ahead, comments: 'Done.'})).toEqual(['completionDate: cannot be in the future']);
		expect(await put({status: 'Completed', completionDate: today - daySeconds, comments: 'Done.'})).toBeNull();
	});

	test('of Risk Accepted needs comments and forbids date and milestones', async () => {
		expect(await put({status: 'Risk Accepted', comments: null, milestones: [{description: 'x', scheduledCompletionDate: far, isActive: false}]})).toEqual([
			'comments: is required when status is Risk Accepted', 'scheduledCompletionDate: is not allowed when status is Risk Accepted',
			'milestones: are not allowed when status is Risk Accepted',
		]);
		expect(await put({status: 'Risk Accepted', comments: 'Signed.', scheduledCompletionDate: null})).toBeNull();
	});

	test('of Not Applicable cannot be set, and an archived item cannot be updated', async () => {
		expect(await put({status: 'Not Applicable'})).toEqual(['status: Not Applicable is set through test results only']);
		expect(await put({status: 'Archived'})).toBeNull();
		expect(await put({comments: 'x'})).toEqual(['status: an archived POA&M Item cannot be updated']);
	});

	test('of approved freezes the date, and demands a severity', async () => {
		await world.rest.reviewers.approve(poamId);
		expect(await put({scheduledCompletionDate: far})).toEqual([expect.stringMatching(/^scheduledCompletionDate: cannot be changed once/)]);
		expect(await put({severity: null})).toEqual(['severity: is required once approved']);
		expect(await put({comments: 'Other fields stay open.'})).toBeNull();
	});

	test('needs the risk fields where the instance demands them', async () => {
		const {poamId: id} = strict.tables.organization.poamAt(0);
		expect(await put({relevanceOfThreat: null, mitigations: null, milestones: [{description: 'x', scheduledCompletionDate: far, isActive: false}]}, strict, id)).toEqual(
			expect.arrayContaining(['relevanceOfThreat: is required on this instance', 'mitigations: is required on this instance']));
	});
});

describe('a milestone', () => {
	test('in the body of a PUT is made again, unless it says isActive false', async () => {
		const {milestones: before, ...poam} = await world.poam(poamId);
		await world.call('PUT', '/systems/1001/poams', [{...poam, milestones: before}]);
		expect((await world.poam(poamId)).milestones).toHaveLength(before.length * 2);
		await world.call('PUT', '/systems/1001/poams', [{...poam, milestones: before.map(({description, scheduledCompletionDate}: Sent) => ({description, scheduledCompletionDate, isActive: false}))}]);
		expect((await world.poam(poamId)).milestones).toHaveLength(before.length * 2);
	});

	test('with its id and isActive false is marked, and only then can be deleted', async () => {
		const {milestones: [first, second], ...poam} = await world.poam(poamId);
		const remove = async () => (await milestones('DELETE', [{milestoneId: first.milestoneId}], poam.poamId)).body.data[0];
		expect(await remove()).toMatchObject({success: false, errors: [expect.stringContaining('inactive')]});
		await world.call('PUT', '/systems/1001/poams', [{...poam, milestones: [{...first, isActive: false}]}]);
		expect(await remove()).toMatchObject({success: true});
		expect((await world.poam(poamId)).milestones.map((milestone: Sent) => milestone.milestoneId)).toContain(second.milestoneId);
	});

	test('is added and changed through its own endpoint, with description and date', async () => {
		const {milestones: [first], poamId: id, scheduledCompletionDate} = await world.poam(poamId);
		expect((await milestones('POST', [{description: 'New', scheduledCompletionDate}, {description: 'No date'}], id)).body.data).toMatchObject([
			{success: true, milestoneId: expect.any(Number)}, {success: false, errors: ['scheduledCompletionDate: is required']},
		]);
		expect((await milestones('PUT', [{milestoneId: first.milestoneId, description: 'Other words', scheduledCompletionDate}], id)).body.data).toMatchObject([{success: true}]);
		expect((await world.call('GET', `/systems/1001/poams/${id}/milestones/${first.milestoneId}`)).body.data).toMatchObject({description: 'Other words', poamId: id});
		expect((await world.call('GET', `/systems/1001/poams/${id}/milestones`)).body.data.at(-1)).toMatchObject({description: 'New', reviewStatus: 'Not Approved'});
	});

	test('lies within the date of an item that is not approved', async () => {
		const {poamId: id} = await world.poam(poamId);
		expect((await milestones('POST', [{description: 'Too late', scheduledCompletionDate: far}], id)).body.data).toMatchObject([{success: false, errors: [expect.stringContaining('cannot be later')]}]);
	});

	test('beyond the date of an approved item asks for an extension, which approval grants', async () => {
		await world.rest.reviewers.approve(poamId);
		const {poamId: id, scheduledCompletionDate} = await world.poam(poamId);
		expect((await milestones('POST', [{description: 'The vendor is late', scheduledCompletionDate: far}], id)).body.data).toMatchObject([{success: true}]);
		expect(await world.poam(poamId)).toMatchObject({scheduledCompletionDate, pendingExtensionDate: far, extensionDate: null});
		await world.rest.reviewers.approve(poamId);
		expect(await world.poam(poamId)).toMatchObject({scheduledCompletionDate, pendingExtensionDate: null, extensionDate: far});
	});

	test('has to be in the body where the instance counts only those', async () => {
		const {poamId: id} = strict.tables.organization.poamAt(0);
		const errors = await put({}, strict, id);
		expect(errors).toEqual([expect.stringMatching(/^milestones: at least one/)]);
		expect(await put({milestones: [{description: 'x', scheduledCompletionDate: far, isActive: false}]}, strict, id)).toBeNull();
	});
});

describe('a control', () => {
	const control = async (acronym: string): Promise<Sent> => (await world.call('GET', `/systems/1001/controls?acronyms=${acronym}`)).body.data[0];
	const putControl = async (acronym: string, changes: JsonObject) => (await world.call('PUT', '/systems/1001/controls', [{...await control(acronym), ...changes}])).body.data[0];

	test('is changed as a whole, and shows in the tables in their words', async () => {
		expect(await putControl('AC-2', {implementationStatus: 'Planned', testMethod: '', responsibleEntities: 'The ISSO'})).toEqual({acronym: 'AC-2', systemId: 1001, success: true, errors: null});
		expect(await control('AC-2')).toMatchObject({implementationStatus: 'Planned', testMethod: null, responsibleEntities: 'The ISSO'});
		const effects = (await world.tables.simulator.effects()).filter(({table}) => table === 'control_implementations');
		expect(effects.at(-1)?.after).toMatchObject({control_id: 'AC-2', responsible_role: 'The ISSO', implementation_status: expect.stringMatching(/^(not|partially)_implemented$/)});
	});

	test('needs what its status demands', async () => {
		expect((await putControl('AC-3', {implementationStatus: 'Not Applicable'})).errors).toEqual(['naJustification: is required when implementationStatus is Not Applicable']);
		expect((await putControl('AC-3', {implementationStatus: 'Manually Inherited'})).errors).toEqual(['commonControlProvider: is required when implementationStatus is Manually Inherited']);
		expect((await putControl('AC-3', {slcmFrequency: null, responsibleEntities: '', implementationStatus: 'Implemented'})).errors).toEqual(
			['responsibleEntities: is required', 'slcmFrequency: is required when implementationStatus is Implemented']);
		expect((await putControl('AC-3', {implementationStatus: 'partially_implemented', slcmFrequency: 'Yearly'})).errors).toHaveLength(2);
	});

	test('takes 2,000 characters', async () => {
		expect((await putControl('AC-3', {implementationNarrative: 'x'.repeat(2001)})).errors).toEqual(['implementationNarrative: exceeds the maximum of 2000 characters']);
	});

	test('that is inherited takes no risk', async () => {
		await world.rest.reviewers.setInherited(world.tables.organization.systems[0]?.systemId ?? '', 'AC-5', true);
		expect((await putControl('AC-5', {likelihood: 'Low'})).errors).toEqual(['likelihood: cannot be written for an inherited control']);
		expect((await control('AC-5')).isInherited).toBe(true);
	});

	test('that the system does not have is refused', async () => {
		expect((await world.call('PUT', '/systems/1001/controls', [{acronym: 'ZZ-9'}])).body.data).toEqual([{acronym: 'ZZ-9', systemId: 1001, success: false, errors: ['acronym: is not a control of this system']}]);
	});
});

describe('a result of a test', () => {
	const result = {assessmentProcedure: 'AC-6.1', complianceStatus: 'Compliant', testedBy: 'A. Tester', testDate: today, description: 'Looked at it'};
	const add = async (changes: JsonObject) => (await world.call('POST', '/systems/1001/test-results', [{...result, ...changes}])).body.data[0];
	const list = async (query = '') => (await world.call('GET', `/systems/1001/test-results?controlAcronyms=AC-6${query}`)).body.data;

	test('is added, decides the status of its control, and shows in the tables as an assessment', async () => {
		expect(await add({})).toEqual({systemId: 1001, assessmentProcedure: 'AC-6.1', cci: null, success: true, errors: null});
		expect((await add({complianceStatus: 'Non-Compliant', description: 'Looked again'})).success).toBe(true);
		expect((await world.call('GET', '/systems/1001/controls?acronyms=AC-6')).body.data[0].complianceStatus).toBe('Non-Compliant');
		const effects = (await world.tables.simulator.effects()).filter(({table, action}) => table === 'control_assessments' && action === 'insert');
		expect(effects.slice(-2).map(({after}) => [after?.['assessment_result'], after?.['assessor_name']])).toEqual([['satisfied', 'A. Tester'], ['not_satisfied', 'A. Tester']]);
	});

	test('is listed as the latest of its procedure, or with all before it', async () => {
		expect(await list()).toMatchObject([{description: 'Looked again'}]);
		expect(await list('&latestOnly=false')).toMatchObject([{description: 'Looked at it'}, {description: 'Looked again'}]);
		expect(await list('&assessmentProcedures=AC-6.9')).toEqual([]);
	});

	test('needs everything, a known word, no future and 4,000 characters, of a control that is its own', async () => {
		expect((await add({testedBy: '', description: null})).errors).toEqual(['testedBy: is required', 'description: is required']);
		expect((await add({complianceStatus: 'satisfied', description: 'x'.repeat(4001)})).errors).toHaveLength(2);
		expect((await add({testDate: ahead})).errors).toEqual(['testDate: cannot be in the future']);
		expect((await add({assessmentProcedure: 'ZZ-9.1'})).errors).toEqual(['assessmentProcedure: is of no control of this system']);
		await world.rest.reviewers.setInherited(world.tables.organization.systems[0]?.systemId ?? '', 'AC-4', true);
		expect((await add({assessmentProcedure: 'AC-4.1'})).errors).toEqual([expect.stringContaining('inherited')]);
	});

	test('is neither changed nor deleted', async () => {
		for (const method of ['PUT', 'DELETE']) expect((await world.call(method, '/systems/1001/test-results', [])).status).toBe(405);
	});
});
