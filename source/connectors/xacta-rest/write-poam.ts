import type {ExternalRecord, WriteRequest, WriteResult} from '../../core/connector.js';
import type {JsonObject, JsonValue} from '../../core/json.js';
import type {DateCodec} from './date-codec.js';
import type {EmassClient} from './emass-client.js';
import {milestonesField, personField, poamFields, readOnlyPoamFields} from './fields.js';
import {findContact} from './find-contact.js';
import {concludeWrite, rejected} from './conclude-write.js';
import {toPoam} from './map.js';
import {parsePoamId} from './external-id.js';
import {isSame, mergeRecord, planChange, poamOthers, type PlannedChange} from './plan-change.js';
import {isEmpty, isPlan, planMilestones, writeMilestones, type MilestonePlan} from './write-milestones.js';

export type WriterParts = {readonly client: EmassClient; readonly codec: DateCodec; readonly now: () => Date; /** Who tests, in results of tests. */ readonly tester: string};

const noMilestones: MilestonePlan = {inserts: [], updates: []};

/**
 * Changes one POA&M: it is read again and compared, sent as a whole record, its milestones through their own endpoint,
 * and read back. Doing it twice is as good as once: what is there already is not sent.
 */
export async function updatePoam(parts: WriterParts, request: WriteRequest): Promise<WriteResult> {
	const {client, codec} = parts;
	const {changes, expected, signal} = request;
	const plan = planChange(changes, {shapes: poamFields, codec, isCreate: false, others: poamOthers});
	if (plan.problems.length > 0) return rejected(plan.problems);
	const id = parsePoamId(request.externalId ?? '');
	const shown = id === undefined ? undefined : await client.getPoam(id.systemId, id.poamId, signal);
	const before = shown === undefined ? undefined : toPoamRecord(shown, codec);
	if (id === undefined || shown === undefined || before === undefined) return {kind: 'moved', record: undefined};
	const milestones = milestonesField in changes ? planMilestones(before.fields[milestonesField], changes[milestonesField] ?? []) : noMilestones;
	if (!isPlan(milestones)) return rejected(milestones);
	const owed = Object.keys(plan.wanted).filter(field => (field === milestonesField ? !isEmpty(milestones) : !isSame(before.fields[field], plan.wanted[field])));
	if (owed.length === 0) return {kind: 'written', record: before};
	if (Object.entries(expected).some(([field, value]) => owed.includes(field) && !isSame(before.fields[field], value))) return {kind: 'moved', record: before};

	const contact = owed.includes(personField) ? findContact(plan.wanted[personField] ?? null, await client.listPoams(id.systemId, signal) ?? []) : {};
	if (typeof contact === 'string') return rejected([`"${personField}" ${contact}.`]);
	const target = {client, codec, ...id, signal};
	const putRecord = async (): Promise<readonly string[]> => (owed.every(field => field === milestonesField) ? []
		: putPoam(parts, id, {shown, before, wire: {...contact, ...plan.wire}, signal}));
	// A status that demands a milestone finds it only when it is there first.
	const hasNone = (before.fields[milestonesField] as readonly JsonValue[] | undefined)?.length === 0;
	const steps = [putRecord, () => writeMilestones(target, milestones)];
	const refusals: string[] = [];
	for (const step of hasNone ? steps.toReversed() : steps) if (refusals.length === 0) refusals.push(...await step());
	const after = await client.getPoam(id.systemId, id.poamId, signal);
	return concludeWrite({before, after: after === undefined ? undefined : toPoamRecord(after, codec), wanted: withoutDone(plan, owed), refusals, isSameField});
}

export function toPoamRecord(shown: JsonObject, codec: DateCodec): ExternalRecord | undefined {
	const mapped = toPoam(shown, 0, codec);
	return 'record' in mapped ? mapped.record : undefined;
}

const withoutDone = ({wanted}: PlannedChange, owed: readonly string[]): JsonObject => Object.fromEntries(Object.entries(wanted).filter(([field]) => owed.includes(field)));

/** Milestones without an id have one now: they are the same when nothing would have to be sent. */
function isSameField(field: string, shown: JsonValue | undefined, wanted: JsonValue): boolean {
	if (field !== milestonesField) return isSame(shown, wanted);
	const plan = planMilestones(shown, wanted);
	return isPlan(plan) && isEmpty(plan);
}

type PoamPut = {readonly shown: JsonObject; readonly before: ExternalRecord; readonly wire: JsonObject; readonly signal: AbortSignal};

async function putPoam({client, codec, now}: WriterParts, {systemId, poamId}: {readonly systemId: string; readonly poamId: string}, {shown, before, wire, signal}: PoamPut): Promise<readonly string[]> {
	const status = wire['status'] ?? shown['status'] ?? null;
	const {scheduledCompletionDate, ...merged} = mergeRecord(shown, readOnlyPoamFields, wire);
	// A risk that is accepted has no date, and the API refuses one.
	const keepsDate = status !== 'Risk Accepted' || 'scheduledCompletionDate' in wire;
	const item = {...merged, ...toCompletion(shown, wire, {codec, now}), ...(keepsDate && scheduledCompletionDate !== undefined ? {scheduledCompletionDate} : {}), ...toInactive(before, status, codec)};
	const [result] = await client.write({method: 'PUT', path: `systems/${systemId}/poams`, items: [item], purpose: `change POA&M ${poamId} of system ${systemId}`, signal});
	if (result?.isDone) return [];
	return result === undefined || result.errors.length === 0 ? ['The change was refused without a reason.'] : result.errors;
}

/**
 * An item that is completed needs the day on which it was, and a comment; our side has no field for the one and may have none
 * for the other. What somebody sends blank stays blank, and is refused there.
 */
function toCompletion(shown: JsonObject, wire: JsonObject, {codec, now}: Pick<WriterParts, 'codec' | 'now'>): JsonObject {
	const isMissing = (name: string): boolean => !(name in wire) && (shown[name] ?? '') === '';
	if ((wire['status'] ?? shown['status']) !== 'Completed') return {};
	return {
		...(isMissing('completionDate') ? {completionDate: codec.toSeconds(codec.toDay(now().getTime() / 1000))} : {}),
		...(isMissing('comments') ? {comments: 'Completed in the records of the organization.'} : {}),
	};
}

/**
 * Some instances want to see a milestone in the body. Each is sent as one that shall not be made, and without its id, with
 * which the same mark would ask for its deletion.
 */
function toInactive({fields}: ExternalRecord, status: JsonValue, codec: DateCodec): JsonObject {
	const milestones = (fields[milestonesField] ?? []) as readonly JsonObject[];
	if ((status !== 'Ongoing' && status !== 'Completed') || milestones.length === 0) return {};
	return {milestones: milestones.map(({description = null, scheduled_date: day}) => ({description, scheduledCompletionDate: typeof day === 'string' ? codec.toSeconds(day) : null, isActive: false}))};
}
