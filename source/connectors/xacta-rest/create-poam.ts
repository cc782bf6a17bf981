import type {ExternalRecord, WriteRequest, WriteResult} from '../../core/connector.js';
import {isJsonObject, type JsonObject, type JsonValue} from '../../core/json.js';
import {AppError} from '../../errors/app-error.js';
import {rejected} from './conclude-write.js';
import {milestonesField, personField, poamFields} from './fields.js';
import {findContact} from './find-contact.js';
import {planChange, poamOthers} from './plan-change.js';
import {isPlan, planMilestones, toWireMilestone} from './write-milestones.js';
import {toPoamRecord, type WriterParts} from './write-poam.js';

/**
 * Makes one POA&M for one marker, which goes with it as `externalUid`. The API would make a second one of the same, so it is
 * looked for first, and again when the answer was lost: nothing is ever sent twice without a look in between.
 */
export async function createPoam(parts: WriterParts, request: WriteRequest): Promise<WriteResult> {
	const {client, codec} = parts;
	const {changes, marker, signal} = request;
	const {wanted, wire, problems} = planChange(changes, {shapes: poamFields, codec, isCreate: true, others: poamOthers});
	const milestones = planMilestones([], changes[milestonesField] ?? []);
	const systemId = wanted['system_id'];
	const all = [...problems, ...(isPlan(milestones) ? [] : milestones), ...(typeof systemId === 'string' ? [] : ['"system_id" says in which system, and is missing.'])];
	if (all.length > 0 || typeof systemId !== 'string' || !isPlan(milestones)) return rejected(all);
	const poams = await client.listPoams(systemId, signal);
	if (poams === undefined) return rejected([`There is no system ${systemId}.`]);
	const made = findMade(poams, marker, parts);
	if (made !== undefined) return {kind: 'written', record: made};
	const contact = personField in wanted ? findContact(wanted[personField] ?? null, poams) : {};
	if (typeof contact === 'string') return rejected([`"${personField}" ${contact}.`]);

	const {systemId: _path, ...own} = {...await findOrganization(parts, systemId, wire, signal), ...contact, ...wire};
	const item: JsonObject = {...own, externalUid: marker, ...(milestones.inserts.length === 0 ? {} : {milestones: milestones.inserts.map(milestone => toWireMilestone(milestone, codec))})};
	try {
		const [result] = await client.write({method: 'POST', path: `systems/${systemId}/poams`, items: [item], purpose: `create a POA&M in system ${systemId}`, signal});
		if (!result?.isDone) return rejected(result === undefined || result.errors.length === 0 ? ['The POA&M was refused without a reason.'] : result.errors);
		const shown = result.poamId === undefined ? undefined : await client.getPoam(systemId, String(result.poamId), signal);
		const record = shown === undefined ? undefined : toPoamRecord(shown, codec);
		if (record !== undefined) return {kind: 'written', record};
	} catch (error) {
		if (!(error instanceof AppError) || error.code !== 'EXTERNAL_UNREACHABLE' || signal.aborted) throw error;
		const found = await lookAfter(error, parts, {systemId, marker, signal});
		if (found === undefined) throw error;
		return {kind: 'written', record: found};
	}
	const found = findMade(await client.listPoams(systemId, signal) ?? [], marker, parts);
	return found === undefined ? rejected(['The POA&M was accepted, but is not there.']) : {kind: 'written', record: found};
}

/** The API demands an organization to turn to. Whoever names none means the one that owns the system. */
async function findOrganization({client}: WriterParts, systemId: string, wire: JsonObject, signal: AbortSignal): Promise<JsonObject> {
	if ((wire['pocOrganization'] ?? null) !== null) return {};
	const owner = (await client.getSystem(systemId, signal))?.['owningOrganization'];
	return typeof owner === 'string' ? {pocOrganization: owner.slice(0, 100)} : {};
}

/** After an answer that was lost; when the look fails as well, the first failure is what matters. */
async function lookAfter(first: AppError, parts: WriterParts, {systemId, marker, signal}: Pick<WriteRequest, 'marker' | 'signal'> & {readonly systemId: string}): Promise<ExternalRecord | undefined> {
	try {
		return findMade(await parts.client.listPoams(systemId, signal) ?? [], marker, parts);
	} catch (error) {
		signal.throwIfAborted();
		throw error instanceof AppError ? first : error;
	}
}

/** The oldest POA&M that carries the marker. */
function findMade(poams: readonly JsonValue[], marker: string, {codec}: WriterParts): ExternalRecord | undefined {
	const mine = poams.filter(poam => isJsonObject(poam)).filter(poam => poam['externalUid'] === marker);
	const [oldest] = mine.toSorted((left, right) => Number(left['poamId']) - Number(right['poamId']));
	return oldest === undefined ? undefined : toPoamRecord(oldest, codec);
}
