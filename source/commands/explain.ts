import {isEntityType, entityTypes} from '../core/entity.js';
import {formatAge} from '../core/text/format-age.js';
import {formatValue} from '../core/text/format-value.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import {AppError} from '../errors/app-error.js';
import type {RecordExplanation} from '../operations/explain-record.js';
import type {Command} from './command.js';
import {formatTable} from './print/format-table.js';
import {isSet} from './input/read-flags.js';

type FieldExplanation = RecordExplanation['fields'][number];

export const explain: Command = {
	name: 'explain',
	usage: '<entity> <key> [field]',
	summary: 'Say why a field of a record is as it is: the three values, who moved them, and which rule decides.',
	flags: {},
	examples: ['parley explain poam POAM-2026-0042', 'parley explain poam POAM-2026-0042 scheduled_completion'],
	run: async ({args, flags, output, operations}) => {
		const {entityType, key, field} = readArguments(args);
		const records = await (await operations()).explainRecord({entityType, key, ...(field === undefined ? {} : {field})});
		if (isSet(flags, 'json')) {
			output.json({records});
			return;
		}
		const {width} = output;
		const now = new Date();
		for (const [index, record] of records.entries()) {
			if (index > 0) output.line(ownText``);
			for (const line of toLines(record, field !== undefined, width, now)) output.line(line);
		}
	},
};

function readArguments([entity, key, field, ...more]: readonly string[]) {
	if (entity !== undefined && isEntityType(entity) && key !== undefined && more.length === 0) return {entityType: entity, key, field};
	throw new AppError({
		code: 'USAGE',
		message: entity !== undefined && !isEntityType(entity) ? `"${entity}" is no entity type.` : more.length > 0 ? `"${more[0] ?? ''}" is too many.` : 'An entity type and the key of a record are needed.',
		nextStep: `Entity types are ${entityTypes.join(', ')}: parley explain poam POAM-2026-0042 status`,
	});
}

function toLines(record: RecordExplanation, isOne: boolean, width: number | undefined, now: Date): readonly SafeText[] {
	const {entityId, label, systemName, externalId, tiedBy, recordConflicts, fields} = record;
	return [
		toSafeText(`${entityId}${label === '' ? '' : ` "${label}"`} · ${systemName} ${externalId}${tiedBy === undefined ? '' : `, tied by ${tiedBy}`}`),
		...recordConflicts.map(({id, reason, status}) => toSafeText(`  the record as a whole: conflict ${id}, ${reason.replaceAll('_', ' ')}, ${status}`)),
		...(isOne ? fields.flatMap(field => toFieldLines(record, field, width, now)) : toFieldTable(fields, width)),
	];
}

const toFieldTable = (fields: readonly FieldExplanation[], width: number | undefined): readonly SafeText[] => formatTable({
	columns: [{header: 'FIELD', minWidth: 10}, {header: 'LAST AGREED', minWidth: 8}, {header: 'OURS', minWidth: 8}, {header: 'THEIRS', minWidth: 8}, {header: 'VERDICT'}, {header: 'BECAUSE', minWidth: 12}],
	rows: fields.map(field => [
		toSafeText(field.field), toSafeText(formatValue(field.base, 40)), toSafeText(formatValue(field.internal, 40)), toSafeText(formatValue(field.external, 40)),
		toSafeText(formatVerdict(field)), toSafeText(field.verdict?.rule ?? 'the field policy says not to compare it'),
	]),
	width,
});

function toFieldLines({systemName}: RecordExplanation, field: FieldExplanation, width: number | undefined, now: Date): readonly SafeText[] {
	const row = (who: string, value: FieldExplanation['base'], at?: Date, by?: string): readonly SafeText[] => [
		toSafeText(`  ${who}`), toSafeText(formatValue(value)), toSafeText(at === undefined ? '' : formatAge(at, now)), toSafeText(by ?? ''),
	];
	return [
		ownText`${toSafeText(field.field)} (${toSafeText(field.kind)}), ${toSafeText(systemName)} ${toSafeText(field.externalField)}`,
		...formatTable({
			columns: [{header: ''}, {header: 'VALUE', minWidth: 20}, {header: 'CHANGED'}, {header: 'BY', minWidth: 8}],
			rows: [
				row('last agreed', field.base), row('ours', field.internal, field.internalChange?.at, field.internalChange?.by),
				row(systemName, field.external, field.externalChange.at, field.externalChange.by),
			],
			width,
		}),
		ownText`Verdict: ${toSafeText(formatVerdict(field))}, because ${toSafeText(field.verdict?.rule ?? 'the field policy says not to compare it')}.`,
		...(field.conflict === undefined ? [] : [ownText`Conflict ${field.conflict.id} about it is ${toSafeText(field.conflict.status)}: parley conflicts show ${field.conflict.id}`]),
		ownText`Rules, the nearest first:`,
		...formatTable({
			columns: [{header: ''}, {header: ''}, {header: '', minWidth: 20}],
			rows: field.chain.map(({level, says, isDeciding}) => [isDeciding ? ownText`  →` : ownText`   `, toSafeText(level), toSafeText(says)]),
			hasHeader: false, width,
		}),
	];
}

const words: Readonly<Record<NonNullable<FieldExplanation['verdict']>['kind'], string>> = {
	agree: 'agree', unknown: 'unknown', pull: 'theirs is taken', push: 'ours is owed to them', merge: 'both become one', keep: 'ours stays', conflict: 'a person decides',
};

const formatVerdict = ({verdict}: FieldExplanation): string => (verdict === undefined ? 'not compared' : words[verdict.kind]);
