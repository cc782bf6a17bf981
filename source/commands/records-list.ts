import {isEntityType, entityTypes} from '../core/entity.js';
import {formatSpan} from '../core/format-age.js';
import type {FoundRecord} from '../core/found-record.js';
import {ownText, toSafeText, type SafeText} from '../core/safe-text.js';
import {AppError} from '../errors/app-error.js';
import type {Command} from './command.js';
import {formatTable} from './format-table.js';
import {pageFlags} from './list-flags.js';
import {moreLine} from './more-line.js';
import {isSet, readCount, readText} from './read-flags.js';

const defaultLimit = 50;

export const recordsList: Command = {
	name: 'records list',
	usage: '<entity>',
	summary: 'List records of ours, or those whose key or name holds a text.',
	flags: {
		text: {type: 'string', help: 'Only records whose key or name holds this text, or whose id over there it is.'},
		...pageFlags,
	},
	examples: ['parley records list poam --text POAM-2026', 'parley records list asset --text web-'],
	run: async ({args, flags, output, operations}) => {
		const [entityType] = args;
		if (entityType === undefined || !isEntityType(entityType) || args.length > 1) {
			throw new AppError({code: 'USAGE', message: entityType === undefined || args.length > 1 ? 'One entity type is needed.' : `"${entityType}" is no entity type.`, nextStep: `Entity types are ${entityTypes.join(', ')}: parley records list poam`});
		}
		const bound = await operations();
		const text = readText(flags, 'text');
		const limit = readCount(flags, 'limit', 1) ?? defaultLimit;
		const rows: FoundRecord[] = [];
		let next = readCount(flags, 'after', 0);
		// A search looks through the table part by part; a person wants the rows.
		do {
			const page = await bound.searchRecords({entityType, ...(text === undefined ? {} : {text})}, next, limit - rows.length);
			rows.push(...page.rows);
			({next} = page);
		} while (next !== undefined && rows.length < limit);
		if (isSet(flags, 'json')) {
			output.json({rows, next});
			return;
		}
		if (rows.length === 0) output.line(ownText`No record matches.`);
		else for (const line of toLines(rows, output.isTerminal ? output.columns : undefined, new Date())) output.line(line);
		if (next !== undefined) output.line(moreLine(recordsList, {args, flags}, next));
	},
};

const toLines = (rows: readonly FoundRecord[], width: number | undefined, now: Date): readonly SafeText[] => formatTable({
	columns: [{header: 'KEY', minWidth: 14}, {header: 'NAME', minWidth: 14}, {header: 'LINKED TO', minWidth: 10}, {header: 'STATE'}, {header: 'CHANGED', align: 'right'}],
	rows: rows.map(({entityId, label, systems, syncStatus, updatedAt}) => [
		toSafeText(entityId), toSafeText(label), toSafeText(systems.join(', ')), toSafeText(syncStatus ?? ''), toSafeText(updatedAt === undefined ? '' : formatSpan(now.getTime() - updatedAt.getTime())),
	]),
	width,
});
