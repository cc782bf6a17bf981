import {entityTypes, isEntityType} from '../core/entity.js';
import {formatAge} from '../core/text/format-age.js';
import {formatValue} from '../core/text/format-value.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import {AppError} from '../errors/app-error.js';
import type {RecordDetail} from '../operations/get-record.js';
import type {Command} from './command.js';
import {formatTable} from './print/format-table.js';
import {isSet} from './input/read-flags.js';

export const recordsShow: Command = {
	name: 'records show',
	usage: '<entity> <key>',
	summary: 'Show a record of ours: every field, what the other sides hold, and what the next run would do.',
	flags: {},
	examples: ['parley records show poam POAM-2026-0042'],
	run: async ({args: [entityType, key, ...more], flags, output, operations}) => {
		if (entityType === undefined || !isEntityType(entityType) || key === undefined || more.length > 0) {
			throw new AppError({code: 'USAGE', message: 'An entity type and the key of one record are needed.', nextStep: `Entity types are ${entityTypes.join(', ')}: parley records show poam POAM-2026-0042`});
		}
		const detail = await (await operations()).getRecord({entityType, key});
		if (isSet(flags, 'json')) output.json(detail);
		else for (const line of toLines(detail, output.width, new Date())) output.line(line);
	},
};

function toLines({record, fields, links}: RecordDetail, width: number | undefined, now: Date): readonly SafeText[] {
	const facts = [
		...(record.syncStatus === undefined ? [] : [record.syncStatus]),
		...(record.updatedAt === undefined ? [] : [`changed ${formatAge(record.updatedAt, now)}`]),
		...(record.source === undefined ? [] : [`first from ${record.source}`]),
		...(record.operationId === undefined ? [] : [`last written by run ${record.operationId.slice(0, 8)}`]),
	];
	const verdicts = new Map(links.flatMap(link => link.fields.map(field => [`${link.systemName}\n${field.field}`, field] as const)));
	return [
		toSafeText(`${record.entityId}${record.label === '' ? '' : ` "${record.label}"`}`),
		...(facts.length === 0 ? [] : [toSafeText(facts.join(' · '))]),
		...links.map(link => toSafeText(`${link.systemName} knows it as ${link.externalId}`)),
		ownText``,
		...formatTable({
			columns: [{header: 'FIELD', minWidth: 10}, {header: 'OURS', minWidth: 10}, ...links.map(link => ({header: link.systemName.toUpperCase(), minWidth: 10})), {header: 'BECAUSE', minWidth: 12}],
			rows: fields.map(({field, value}) => {
				const told = links.map(link => verdicts.get(`${link.systemName}\n${field}`));
				return [
					toSafeText(field), toSafeText(formatValue(value, 40)), ...told.map(one => toSafeText(one === undefined ? '' : formatValue(one.external, 40))),
					toSafeText(told.flatMap(one => (one?.verdict === undefined ? [] : [one.verdict.rule])).join('; ') || 'no system is asked about it'),
				];
			}),
			width,
		}),
	];
}
