import {conflictReasons, type ConflictFilter} from '../../core/conflict.js';
import {mentions} from '../../core/predicate/conflict-predicate.js';
import type {Operations} from '../../operations/operations.js';
import type {Flag, FlagValues} from '../command.js';
import {entityFlag, systemFlag} from './list-flags.js';
import {readChoice, readText} from './read-flags.js';
import {readPredicate, whereFlag} from './read-predicate.js';
import {readRecordFilter} from './record-filter.js';

const statuses = ['pending', 'resolved', 'ignored'] as const;

/** Which conflicts a list shows. */
export const conflictFilterFlags: Readonly<Record<string, Flag>> = {
	system: systemFlag,
	entity: entityFlag,
	field: {type: 'string', placeholder: 'NAME', help: 'Only this field; "-" for conflicts over whole records.'},
	reason: {type: 'string', placeholder: 'REASON', choices: conflictReasons, help: 'Only of this reason.'},
	status: {type: 'string', placeholder: 'STATUS', choices: statuses, default: 'pending', help: 'Only in this state.'},
	assigned: {type: 'string', placeholder: 'NAME', help: 'Only those assigned to this user.'},
	text: {type: 'string', help: 'Only records whose key or name holds this text.'},
	where: {...whereFlag, help: `${whereFlag.help} What it says of the status counts before --status.`},
};

/** @throws NOT_FOUND for a system that there is not */
export async function readConflictFilter(flags: FlagValues, operations: Operations): Promise<ConflictFilter> {
	const records = await readRecordFilter(flags, operations);
	const field = readText(flags, 'field');
	const reason = readChoice(flags, 'reason', conflictReasons);
	const assignedTo = readText(flags, 'assigned');
	const typed = readText(flags, 'where');
	const where = typed === undefined ? undefined : await readPredicate(operations, typed);
	return {
		...(where !== undefined && mentions(where, 'status') ? {} : {status: readChoice(flags, 'status', statuses) ?? 'pending'}),
		...records,
		...(field === undefined ? {} : {fieldName: field === '-' ? null : field}),
		...(reason === undefined ? {} : {reason}),
		...(assignedTo === undefined ? {} : {assignedTo}),
		...(where === undefined ? {} : {where}),
	};
}
