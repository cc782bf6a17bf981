import type {JsonObject} from '../../../core/json.js';
import {envelope, refuse} from '../http/envelope.js';
import type {Route} from '../http/route.js';
import type {Call, Instance} from '../instance.js';
import {toWirePoam} from '../records/to-wire.js';
import {judgePoam, type PoamBefore, type PoamItem} from '../rules/poam-rules.js';
import {readPoams, type PoamRow, type Sql, type SystemRow} from '../state/queries.js';
import {insertMilestone, insertPoam, requestExtension, updatePoam, type Hand} from '../state/write-poam.js';
import type {DateCodec} from '../unix-date.js';
import {poamStatus, toShown} from '../words.js';
import {findSystem, numberOf} from './find-system.js';
import {writeItems, type ItemOutcome} from './write-items.js';

export function poamRoutes(instance: Instance): readonly Route[] {
	const path = '/api/systems/:systemId/poams';
	const write = (work: (hand: Hand, system: SystemRow, item: JsonObject) => Promise<ItemOutcome>) => async (call: Call) => {
		const system = await findSystem(instance, call);
		return writeItems(instance, call, (hand, item) => work(hand, system, item));
	};
	return [
		{method: 'GET', path, handle: async call => {
			const system = await findSystem(instance, call);
			const poams = (await readPoams(instance.pool, system.systemId)).map(poam => toWirePoam(poam, system.number, instance.codec));
			return envelope(poams.filter(poam => isWanted(poam, call.query)));
		}},
		{method: 'GET', path: `${path}/:poamId`, handle: async call => {
			const system = await findSystem(instance, call);
			const [poam] = await readPoams(instance.pool, system.systemId, {number: numberOf(call, 'poamId')});
			return envelope(toWirePoam(poam ?? refuse(404, 'The POA&M Item was not found'), system.number, instance.codec));
		}},
		{method: 'POST', path, handle: write((hand, system, item) => createPoam(instance, hand, system, item))},
		{method: 'PUT', path, handle: write((hand, system, item) => changePoam(instance, hand, system, item))},
		{method: 'DELETE', path, handle: write(deletePoam)},
	];
}

const unixSeconds = (date: Date): number => Math.floor(date.getTime() / 1000);

async function createPoam({settings, clock}: Instance, hand: Hand, system: SystemRow, item: JsonObject): Promise<ItemOutcome> {
	const control = await findControl(hand.client, system.systemId, item['controlAcronym']);
	const judged = judgePoam(item, {settings, before: undefined, isInherited: control?.isInherited ?? false, now: unixSeconds(clock.now())});
	const names = {externalUid: item['externalUid'] ?? null, systemId: system.number};
	if (judged.errors.length > 0) return {names: {...names, poamId: null}, errors: judged.errors};
	// A control that the system does not have: the item is imported at the level of the system.
	const {poamId, number} = await insertPoam(hand, system.systemId, judged.values, control?.controlId ?? null);
	for (const milestone of judged.milestones) if (milestone.isActive) await insertMilestone(hand, poamId, milestone);
	return {names: {...names, poamId: number}, errors: []};
}

async function changePoam({settings, clock, codec}: Instance, hand: Hand, system: SystemRow, item: JsonObject): Promise<ItemOutcome> {
	const names = {externalUid: item['externalUid'] ?? null, systemId: system.number, poamId: item['poamId'] ?? null};
	const poam = await lockPoam(hand.client, system, item['poamId']);
	if (poam === undefined) return {names, errors: ['poamId: is not a POA&M Item of this system']};
	const isSameControl = item['controlAcronym'] === poam.controlId;
	const control = isSameControl ? undefined : await findControl(hand.client, system.systemId, item['controlAcronym']);
	const judged = judgePoam(item, {
		settings, before: toBefore(poam, codec), isInherited: isSameControl ? poam.isInherited : control?.isInherited ?? poam.isInherited, now: unixSeconds(clock.now()),
	});
	if (judged.errors.length > 0) return {names, errors: judged.errors};
	await updatePoam(hand, poam, judged.values, isSameControl ? poam.controlId : control?.controlId ?? null);
	await changeMilestones(hand, poam, judged);
	return {names, errors: []};
}

/** Every milestone that does not say `isActive: false` is made anew, whether or not the item has it; those that do are marked when they have an id. */
async function changeMilestones(hand: Hand, poam: PoamRow, {milestones}: PoamItem): Promise<void> {
	for (const milestone of milestones) {
		if (milestone.isActive) {
			await insertMilestone(hand, poam.poamId, milestone);
			await requestExtension(hand, poam, milestone.date);
			continue;
		}
		const marked = poam.milestones.find(({number}) => number === milestone.milestoneId);
		if (marked !== undefined) await hand.client.query('update emass.milestone_details set is_active = false where milestone_id = $1', [marked.milestoneId]);
	}
}

async function deletePoam({client}: Hand, system: SystemRow, item: JsonObject): Promise<ItemOutcome> {
	const names = {systemId: system.number, poamId: item['poamId'] ?? null};
	const poam = await lockPoam(client, system, item['poamId']);
	if (poam === undefined) return {names, errors: ['poamId: is not a POA&M Item of this system']};
	await client.query('delete from poam_milestones where poam_id = $1', [poam.poamId]);
	await client.query('delete from poams where poam_id = $1', [poam.poamId]);
	return {names, errors: []};
}

/** The POA&M that an item names; nobody else can change it before the transaction ends. */
export async function lockPoam(client: Sql, system: SystemRow, poamId: unknown): Promise<PoamRow | undefined> {
	if (typeof poamId !== 'number' || !Number.isSafeInteger(poamId)) return undefined;
	await readPoams(client, system.systemId, {number: poamId, isLocked: true});
	// Read again: what waited for the lock shows the row as it is now, but its milestones as they were.
	const [poam] = await readPoams(client, system.systemId, {number: poamId});
	return poam;
}

const toBefore = (poam: PoamRow, {toSeconds}: DateCodec): PoamBefore => ({
	displayPoamId: poam.number ?? 0, status: toShown(poamStatus, poam.status) ?? '', reviewStatus: poam.reviewStatus ?? 'Not Approved',
	scheduledCompletionDate: toSeconds(poam.scheduled), activeMilestones: poam.milestones.filter(({isActive}) => isActive).map(({number}) => number),
	isInActivePackage: poam.isInActivePackage ?? false,
});

async function findControl(sql: Sql, systemId: string, acronym: unknown): Promise<{readonly controlId: string; readonly isInherited: boolean} | undefined> {
	if (typeof acronym !== 'string') return undefined;
	const {rows: [control]} = await sql.query<{controlId: string; isInherited: boolean}>(`
		select control_id as "controlId", is_inherited as "isInherited" from emass.control_details where system_id = $1 and control_id = emass.acronym($2)`, [systemId, acronym]);
	return control;
}

function isWanted(poam: JsonObject, query: URLSearchParams): boolean {
	const scheduled = poam['scheduledCompletionDate'];
	const bound = (name: string, fits: (limit: number) => boolean): boolean => !query.has(name) || fits(Number(query.get(name)));
	const among = (name: string, value: unknown): boolean => !query.has(name) || (query.get(name) ?? '').split(',').includes(String(value));
	return bound('scheduledCompletionDateStart', limit => typeof scheduled === 'number' && scheduled >= limit)
		&& bound('scheduledCompletionDateEnd', limit => typeof scheduled === 'number' && scheduled <= limit)
		&& among('controlAcronyms', poam['controlAcronym']) && among('assessmentProcedures', poam['assessmentProcedure']) && among('ccis', poam['cci'])
		&& (query.get('systemOnly') !== 'true' || poam['controlAcronym'] === null);
}
