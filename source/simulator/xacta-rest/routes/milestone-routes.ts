import type {JsonObject} from '../../../core/json.js';
import {envelope, refuse} from '../http/envelope.js';
import type {Route} from '../http/route.js';
import type {Call, Instance} from '../instance.js';
import {toWireMilestone} from '../records/to-wire.js';
import {milestoneTooLate, readMilestone, type SentMilestone} from '../rules/poam-rules.js';
import {readPoams, type PoamRow, type SystemRow} from '../state/queries.js';
import {insertMilestone, requestExtension, stampPoam, type Hand} from '../state/write-poam.js';
import {findSystem, numberOf} from './find-system.js';
import {lockPoam} from './poam-routes.js';
import {writeItems} from './write-items.js';

/** What one item of a write did: the number of the milestone, or why not. */
type Done = {readonly number?: number; readonly errors: readonly string[]};

/** The only place where milestones are changed one by one. */
export function milestoneRoutes(instance: Instance): readonly Route[] {
	const path = '/api/systems/:systemId/poams/:poamId/milestones';
	const find = async (call: Call): Promise<{readonly system: SystemRow; readonly poam: PoamRow}> => {
		const system = await findSystem(instance, call);
		const [poam] = await readPoams(instance.pool, system.systemId, {number: numberOf(call, 'poamId')});
		return {system, poam: poam ?? refuse(404, 'The POA&M Item was not found')};
	};
	const write = (work: (hand: Hand, poam: PoamRow, item: JsonObject) => Promise<Done>) => async (call: Call) => {
		const {system, poam: {number: poamId}} = await find(call);
		return writeItems(instance, call, async (hand, item) => {
			const poam = await lockPoam(hand.client, system, poamId);
			const {number = item['milestoneId'] ?? null, errors} = poam === undefined ? {errors: ['poamId: is not a POA&M Item of this system']} : await writeMilestone(hand, poam, item, work);
			return {names: {systemId: system.number, poamId, milestoneId: number}, errors};
		});
	};
	return [
		{method: 'GET', path, handle: async call => {
			const {system, poam} = await find(call);
			return envelope(poam.milestones.map(milestone => toWireMilestone(milestone, poam, system.number, instance.codec)));
		}},
		{method: 'GET', path: `${path}/:milestoneId`, handle: async call => {
			const {system, poam} = await find(call);
			const milestone = poam.milestones.find(({number}) => number === numberOf(call, 'milestoneId'));
			return envelope(toWireMilestone(milestone ?? refuse(404, 'The milestone was not found'), poam, system.number, instance.codec));
		}},
		{method: 'POST', path, handle: write(add)},
		{method: 'PUT', path, handle: write(change)},
		{method: 'DELETE', path, handle: write(remove)},
	];
}

async function writeMilestone(hand: Hand, poam: PoamRow, item: JsonObject, work: (hand: Hand, poam: PoamRow, item: JsonObject) => Promise<Done>): Promise<Done> {
	if (poam.status === 'archived') return {errors: ['poamId: an archived POA&M Item cannot be updated']};
	if (poam.isInherited) return {errors: ['poamId: the control is inherited']};
	const done = await work(hand, poam, item);
	if (done.errors.length === 0) await stampPoam(hand, poam.poamId);
	return done;
}

async function add(hand: Hand, poam: PoamRow, item: JsonObject): Promise<Done> {
	const {milestone, errors} = readMilestone(item);
	const all = [...errors, ...(poam.status === 'risk_accepted' ? ['poamId: a POA&M Item with accepted risk takes no milestones'] : []), ...judgeDate(hand, poam, milestone)];
	if (all.length > 0) return {errors: all};
	const number = await insertMilestone(hand, poam.poamId, milestone);
	await requestExtension(hand, poam, milestone.date);
	return {number, errors: []};
}

async function change(hand: Hand, poam: PoamRow, item: JsonObject): Promise<Done> {
	const {milestone, errors} = readMilestone(item);
	const known = poam.milestones.find(({number}) => number === milestone.milestoneId);
	const all = [...errors, ...(known === undefined ? ['milestoneId: is not a milestone of this POA&M Item'] : []), ...judgeDate(hand, poam, milestone)];
	if (known === undefined || all.length > 0) return {errors: all};
	await hand.client.query('update poam_milestones set milestone_description = $2, scheduled_date = $3 where milestone_id = $1', [known.milestoneId, milestone.description, milestone.date === null ? null : hand.codec.toDay(milestone.date)]);
	await requestExtension(hand, poam, milestone.date);
	return {number: known.number, errors: []};
}

async function remove({client}: Hand, poam: PoamRow, item: JsonObject): Promise<Done> {
	const known = poam.milestones.find(({number}) => number === item['milestoneId']);
	if (known === undefined) return {errors: ['milestoneId: is not a milestone of this POA&M Item']};
	if (known.isActive) return {errors: ['milestoneId: the milestone must be made inactive before it is deleted']};
	await client.query('delete from poam_milestones where milestone_id = $1', [known.milestoneId]);
	return {number: known.number, errors: []};
}

/** Until the item is approved its milestones lie within its date; afterwards a later one asks for an extension. */
function judgeDate({codec}: Hand, poam: PoamRow, {date}: SentMilestone): readonly string[] {
	const isFree = poam.reviewStatus === 'Approved' || date === null || poam.scheduled === null;
	return isFree || codec.toDay(date) <= (poam.scheduled ?? '') ? [] : [milestoneTooLate];
}
