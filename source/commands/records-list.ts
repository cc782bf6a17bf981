import {isEntityType, entityTypes} from '../core/entity.js';
import {formatSpan} from '../core/text/format-age.js';
import type {FoundRecord} from '../core/found-record.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import {AppError} from '../errors/app-error.js';
import type {Command} from './command.js';
import {formatTable} from './print/format-table.js';
import {pageFlags, readAfter, readLimit} from './input/list-flags.js';
import {printPage} from './print/print-page.js';
import {readText} from './input/read-flags.js';

export const recordsList: Command = {
	name: 'records list',
	usage: '<entity>',
	summary: 'List records of ours, or those whose key or name holds a text.',
	flags: {
		text: {type: 'string', help: 'Only records whose key or name holds this text, or whose id over there it is.'},
		...pageFlags,
	},
	examples: ['parley records list poam --text POAM-2026', 'parley records list asset --text web-'],
	run: async input => {
		const {args, flags, operations} = input;
		const [entityType] = args;
		if (entityType === undefined || !isEntityType(entityType) || args.length > 1) {
			throw new AppError({code: 'USAGE', message: entityType === undefined || args.length > 1 ? 'One entity type is needed.' : `"${entityType}" is no entity type.`, nextStep: `Entity types are ${entityTypes.join(', ')}: parley records list poam`});
		}
		const bound = await operations();
		const text = readText(flags, 'text');
		const limit = readLimit(flags);
		const rows: FoundRecord[] = [];
		let next = readAfter(flags);
		// A search looks through the table part by part; a person wants the rows.
		do {
			const page = await bound.searchRecords({entityType, ...(text === undefined ? {} : {text})}, next, limit - rows.length);
			rows.push(...page.rows);
			({next} = page);
		} while (next !== undefined && rows.length < limit);
		printPage({rows, next}, {command: recordsList, input, toLines, whenEmpty: ownText`No record matches.`});
	},
};

const toLines = (rows: readonly FoundRecord[], width: number | undefined, now: Date): readonly SafeText[] => formatTable({
	columns: [{header: 'KEY', minWidth: 14}, {header: 'NAME', minWidth: 14}, {header: 'LINKED TO', minWidth: 10}, {header: 'STATE'}, {header: 'CHANGED', align: 'right'}],
	rows: rows.map(({entityId, label, systems, syncStatus, updatedAt}) => [
		toSafeText(entityId), toSafeText(label), toSafeText(systems.join(', ')), toSafeText(syncStatus ?? ''), toSafeText(updatedAt === undefined ? '' : formatSpan(now.getTime() - updatedAt.getTime())),
	]),
	width,
});
