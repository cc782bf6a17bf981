import type {JsonValue} from '../core/json.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import type {AuditedEvent} from '../core/stores/audit-store.js';
import type {Command} from './command.js';
import {formatTable} from './print/format-table.js';
import {pageFlags, readAfter, readLimit} from './input/list-flags.js';
import {printPage} from './print/print-page.js';
import {readText} from './input/read-flags.js';

export const auditList: Command = {
	name: 'audit list',
	usage: '',
	summary: 'List who did what, newest first.',
	flags: {
		actor: {type: 'string', placeholder: 'NAME', help: 'Only of this person.'},
		type: {type: 'string', placeholder: 'TYPE', help: 'Only about things of this type, such as conflict, bulk_verdict, poam, plan, operation, policy, mappings, system, database.'},
		target: {type: 'string', placeholder: 'ID', help: 'Only about this one of them.'},
		...pageFlags,
	},
	examples: ['parley audit list --type conflict --target 15', 'parley audit list --actor "$USER" --json'],
	run: async input => {
		const {flags, operations} = input;
		const actor = readText(flags, 'actor');
		const targetType = readText(flags, 'type');
		const targetId = readText(flags, 'target');
		const page = await (await operations()).listAudit(
			{
				...(actor === undefined ? {} : {actor}),
				...(targetType === undefined ? {} : {targetType}),
				...(targetId === undefined ? {} : {targetId}),
			},
			readAfter(flags), readLimit(flags));
		printPage(page, {command: auditList, input, toLines, whenEmpty: ownText`No events match.`});
	},
};

const toLines = (events: readonly AuditedEvent[], width: number | undefined): readonly SafeText[] => formatTable({
	columns: [{header: 'NO', align: 'right'}, {header: 'AT (UTC)'}, {header: 'WHO', minWidth: 6}, {header: 'DID'}, {header: 'TO', minWidth: 10}, {header: 'DETAIL', minWidth: 10}],
	rows: events.map(event => [
		toSafeText(String(event.sequence)), toSafeText(event.at.toISOString().slice(0, 19).replace('T', ' ')), toSafeText(event.actor), toSafeText(event.action),
		toSafeText(`${event.targetType} ${event.targetId}`), describe(event.detail),
	]),
	width,
});

const describe = (detail: JsonValue | undefined): SafeText => toSafeText(detail === undefined ? '' : JSON.stringify(detail));
