import {isJsonObject, type JsonObject, type JsonValue} from '../../core/json.js';
import {planItems} from '../sql/plan-items.js';
import type {DateCodec} from './date-codec.js';
import type {EmassClient} from './emass-client.js';
import {milestonesField} from './fields.js';

/** What a milestone of a record holds; there is no status and no day of completion in this API. */
const milestoneList = {field: milestonesField, key: 'milestone_id', columns: {milestone_id: 'milestone_id', description: 'description', scheduled_date: 'scheduled_date'}} as const;

export type MilestonePlan = {readonly inserts: readonly JsonObject[]; readonly updates: readonly JsonObject[]};

/** What has to be sent so that the milestones become what is wanted; a list of reasons when they cannot. Pure. */
export function planMilestones(current: JsonValue | undefined, wanted: JsonValue): MilestonePlan | readonly string[] {
	const present = Array.isArray(current) ? (current as readonly JsonValue[]).filter(item => isJsonObject(item)) : [];
	const plan = planItems(milestoneList, present, wanted);
	if (plan.kind === 'refused') return plan.reasons;
	// A milestone, too, is sent as a whole.
	const updates = plan.updates.map(({key, changes}) => ({...present.find(item => item['milestone_id'] === key), ...changes}));
	const undated = [...plan.inserts, ...updates].filter(item => typeof item['scheduled_date'] !== 'string' || typeof item['description'] !== 'string');
	return undated.length === 0 ? {inserts: plan.inserts, updates} : ['A milestone needs a description and a day.'];
}

export const isPlan = (plan: MilestonePlan | readonly string[]): plan is MilestonePlan => 'inserts' in plan;

export const isEmpty = ({inserts, updates}: MilestonePlan): boolean => inserts.length === 0 && updates.length === 0;

export type MilestoneTarget = {readonly client: EmassClient; readonly codec: DateCodec; readonly systemId: string; readonly poamId: string; readonly signal: AbortSignal};

/** Through their own endpoint only: a milestone in the body of a POA&M is made anew. Gives what was refused. */
export async function writeMilestones({client, codec, systemId, poamId, signal}: MilestoneTarget, {inserts, updates}: MilestonePlan): Promise<readonly string[]> {
	const path = `systems/${systemId}/poams/${poamId}/milestones`;
	const send = async (method: 'POST' | 'PUT', items: readonly JsonObject[]): Promise<readonly string[]> => {
		if (items.length === 0) return [];
		const results = await client.write({method, path, items: items.map(item => toWireMilestone(item, codec)), purpose: `${method === 'POST' ? 'add' : 'change'} milestones of POA&M ${poamId}`, signal});
		return results.flatMap(({isDone, errors}) => (isDone ? [] : errors.length === 0 ? ['A milestone was refused without a reason.'] : errors));
	};
	return [...await send('PUT', updates), ...await send('POST', inserts)];
}

export const toWireMilestone = ({milestone_id: id, description = null, scheduled_date: day}: JsonObject, codec: DateCodec): JsonObject => ({
	...(typeof id === 'string' ? {milestoneId: Number(id)} : {}),
	description, scheduledCompletionDate: typeof day === 'string' ? codec.toSeconds(day) : null,
});
