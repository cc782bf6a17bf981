import type {WriteRequest} from '../../core/connector.js';
import {isJsonObject, type JsonValue} from '../../core/json.js';
import type {ControlId} from './external-id.js';
import {assessmentField} from './fields.js';
import {complianceStatuses, findWord} from './words.js';
import type {WriterParts} from './write-poam.js';

/** The API's word for an assessment; undefined for one that it does not know. */
export const toComplianceStatus = (value: JsonValue | undefined): string | undefined => (typeof value === 'string' ? findWord(complianceStatuses, value) : undefined);

export const describeUnknownStatus = (value: JsonValue | undefined): string =>
	`"${assessmentField}" takes ${complianceStatuses.words.join(', ')}, not ${JSON.stringify(value ?? null).slice(0, 60)}.`;

/**
 * Adds a result to the tests of a control: an assessment is never overwritten. The marker of the write is in its text, so that
 * a second attempt finds the first. Gives the reasons of a refusal.
 */
export async function addTestResult({client, codec, now, tester}: WriterParts, {systemId, acronym}: ControlId, status: string, {marker, signal}: Pick<WriteRequest, 'marker' | 'signal'>): Promise<readonly string[]> {
	const present = (await client.listTestResults(systemId, acronym, signal)).filter(result => isJsonObject(result));
	if (present.some(({description}) => typeof description === 'string' && description.includes(marker))) return [];
	const procedure = present.map(result => result['assessmentProcedure']).findLast(name => typeof name === 'string') ?? `${acronym}.1`;
	const [result] = await client.write({
		method: 'POST', path: `systems/${systemId}/test-results`, purpose: `add a test result for ${acronym} of system ${systemId}`, signal,
		items: [{
			assessmentProcedure: procedure, complianceStatus: status, testedBy: tester, testDate: codec.toSeconds(codec.toDay(now().getTime() / 1000)),
			description: `Assessed as ${status} in the organization's own records (Parley ${marker}).`,
		}],
	});
	if (result?.isDone) return [];
	return result === undefined || result.errors.length === 0 ? ['The test result was refused without a reason.'] : result.errors;
}
