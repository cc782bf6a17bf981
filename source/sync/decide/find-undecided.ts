import {toEntityKey} from '../../core/entity.js';
import type {Offence} from '../../core/invariant.js';
import type {JsonValue} from '../../core/json.js';
import type {LinkedRecord} from '../../core/stores/page-store.js';
import type {Pair} from '../pair.js';
import {isLeftOut} from './filter-record.js';
import {findGivenElsewhere} from './find-given-elsewhere.js';
import {planRecord} from './plan-record.js';

const show = (value: JsonValue | undefined): string => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80));

/**
 * What the rules would still decide about a record by what is known of both sides. Nothing may be left after a run: a value
 * not taken, a question not asked, a change of ours that no note owes. Fields that our side has edited since are the next
 * run's, and what the filters leave out is left alone. Pure.
 */
export function findUndecided(pair: Pair, linked: LinkedRecord): readonly Offence[] {
	const {rules, definition} = pair;
	if (isLeftOut(pair, linked)) return [];
	const external = {...linked.base, ...linked.theirs};
	const plan = planRecord(rules, {...linked, external, givenElsewhere: findGivenElsewhere(pair, linked)});
	const closed = new Set([...plan.converged, ...plan.superseded]);
	const left = new Map<string, string>([
		...Object.keys(plan.set).map((field): [string, string] => [field, `theirs, ${show(external[field])}, was never taken`]),
		...plan.opened.map(({field}): [string, string] => [field, `theirs, ${show(external[field])}, differs from what was agreed on, ${show(linked.base[field])}, and nobody was asked`]),
		...plan.renewed.map(({field}): [string, string] => [field, `theirs is ${show(external[field])}, and the question about it shows other values`]),
		...plan.owed.map((field): [string, string] => [field, 'is owed to the other side, and no note of it is kept']),
		...linked.conflicts.flatMap(({id, field}): readonly [string, string][] => (field !== undefined && closed.has(id) ? [[field, 'needs no answer any more, and the question still waits']] : [])),
	]);
	const name = `${definition.entityType} ${toEntityKey(definition, linked.internal)}`;
	return [...left].filter(([field]) => !linked.edits.has(field)).map(([field, fact]) => ({subject: `${name} ${field}`, detail: `ours is ${show(linked.internal[field])}; ${fact}`}));
}
