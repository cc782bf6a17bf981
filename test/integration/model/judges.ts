import type {Conflict, Verdict} from '../../../source/core/conflict.js';
import type {Given} from './ledger.js';
import type {ModelWorld} from './model-world.js';
import {valueOf, type Deed} from './steps.js';
import {watchedFields, type Value} from './two-sides.js';

type Judging = Pick<ModelWorld, 'operations' | 'requests'>;

/** A person, or several, decides; gives what was carried out. What is refused, or stale, changes nothing. */
export async function judge(model: Judging, deed: Deed): Promise<readonly Given[]> {
	try {
		switch (deed.kind) {
			case 'verdict':
				return await giveVerdict(model, deed);
			case 'undo':
				return await takeBack(model, deed);
			case 'bulk':
				return await judgeMany(model, deed);
			case 'undo-bulk':
				return await takeManyBack(model, deed);
		}
	} catch (error) {
		if (isRefusal(error)) return [];
		throw error;
	}
}

async function giveVerdict({operations}: Judging, {conflict: number, verdict, value}: Extract<Deed, {kind: 'verdict'}>): Promise<readonly Given[]> {
	const {rows} = await operations.listConflicts({status: 'pending'}, undefined, 500);
	const chosen = rows[number % Math.max(rows.length, 1)];
	if (chosen === undefined) return [];
	const {id, version} = chosen;
	const resolution = await operations.resolveConflict({id, version, verdict: toVerdict(verdict, chosen, value)});
	return resolution.kind === 'stale' ? [] : toGiven(resolution.conflict, verdict);
}

async function takeBack({operations}: Judging, {conflict: number}: Extract<Deed, {kind: 'undo'}>): Promise<readonly Given[]> {
	const settled = [...(await operations.listConflicts({status: 'resolved'}, undefined, 500)).rows, ...(await operations.listConflicts({status: 'ignored'}, undefined, 500)).rows];
	const chosen = settled[number % Math.max(settled.length, 1)];
	if (chosen === undefined) return [];
	await operations.undoResolution({id: chosen.id});
	return toGiven(chosen, 'undo');
}

/** One verdict over all that wait, and at times its undo at once. */
async function judgeMany({operations, requests}: Judging, {verdict, isTakenBack}: Extract<Deed, {kind: 'bulk'}>): Promise<readonly Given[]> {
	const {rows} = await operations.listConflicts({status: 'pending'}, undefined, 500);
	if (rows.length === 0) return [];
	const {requestId, done} = await operations.resolveConflicts({predicate: {kind: 'ids', ids: rows.map(({id}) => id)}, verdict: {kind: verdict}});
	requests.push(requestId);
	const settled = await Promise.all(done.map(async id => (await operations.getConflict(id)).conflict));
	const given = settled.flatMap(conflict => toGiven(conflict, verdict));
	if (!isTakenBack) return given;
	const undone = new Set((await operations.undoConflicts({requestId})).done);
	return [...given, ...settled.filter(({id}) => undone.has(id)).flatMap(conflict => toGiven(conflict, 'undo'))];
}

async function takeManyBack({operations, requests}: Judging, {request: number}: Extract<Deed, {kind: 'undo-bulk'}>): Promise<readonly Given[]> {
	const requestId = requests[number % Math.max(requests.length, 1)];
	if (requestId === undefined) return [];
	const {done} = await operations.undoConflicts({requestId});
	return (await Promise.all(done.map(id => operations.getConflict(id)))).flatMap(({conflict}) => toGiven(conflict, 'undo'));
}

const toVerdict = (kind: Verdict['kind'], {fieldName}: Conflict, value: number): Verdict =>
	kind === 'edit' ? {kind, value: valueOf(watchedFields.find(name => name === fieldName) ?? 'poc', value, 'ours')} : {kind};

function toGiven({entityId: poamId, fieldName, externalValue, status}: Conflict, kind: Given['kind']): readonly Given[] {
	const field = watchedFields.find(name => name === fieldName);
	return field === undefined ? [] : [{poamId, field, external: toValue(externalValue), kind: kind !== 'undo' && status === 'ignored' ? 'ignore' : kind}];
}

const refusals = ['CONFLICT_VERDICT_REFUSED', 'CONFLICT_UNDO_REFUSED', 'VALUE_INVALID'];
const isRefusal = (error: unknown): boolean => error instanceof Error && 'code' in error && refusals.includes(String(error.code));

export const toValue = (value: unknown): Value => (value === null || value === undefined ? null : String(value));
