import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import type {LoggedCall} from '../core/stores/api-call-store.js';
import type {Command} from './command.js';
import {findSystemId} from './input/find-system-id.js';
import {formatTable} from './print/format-table.js';
import {pageFlags, readAfter, readLimit, systemFlag} from './input/list-flags.js';
import {printPage} from './print/print-page.js';
import {isSet, readText} from './input/read-flags.js';

export const callsList: Command = {
	name: 'calls list',
	usage: '',
	summary: 'List the calls to external systems, newest first. --json has headers and bodies, secrets masked.',
	flags: {
		system: systemFlag,
		operation: {type: 'string', placeholder: 'ID', help: 'Only of this operation; its first letters are enough.'},
		errors: {type: 'boolean', help: 'Only calls that failed.'},
		...pageFlags,
	},
	examples: ['parley calls list --errors', 'parley calls list --operation 7f3a --json'],
	run: async input => {
		const {flags, operations} = input;
		const bound = await operations();
		const externalSystemId = await findSystemId(bound, readText(flags, 'system'));
		const prefix = readText(flags, 'operation');
		const operationId = prefix === undefined ? undefined : (await bound.getOperation(prefix)).operation.id;
		const page = await bound.listCalls(
			{
				...(externalSystemId === undefined ? {} : {externalSystemId}),
				...(operationId === undefined ? {} : {operationId}),
				onlyErrors: isSet(flags, 'errors'),
			},
			readAfter(flags), readLimit(flags));
		printPage(page, {command: callsList, input, toLines: toCallLines, whenEmpty: ownText`No calls match.`});
	},
};

/** Calls as a table, times in UTC. */
export const toCallLines = (calls: readonly LoggedCall[], width: number | undefined): readonly SafeText[] => formatTable({
	columns: [
		{header: 'ID', align: 'right'}, {header: 'AT (UTC)'}, {header: 'SYSTEM', minWidth: 8}, {header: 'METHOD'}, {header: 'ENDPOINT', minWidth: 16},
		{header: 'STATUS', align: 'right'}, {header: 'MS', align: 'right'}, {header: 'ERROR', minWidth: 8},
	],
	rows: calls.map(call => [
		toSafeText(String(call.id)), toSafeText(call.calledAt.toISOString().slice(5, 19).replace('T', ' ')), toSafeText(call.systemName), toSafeText(call.method), toSafeText(call.endpoint),
		toSafeText(call.responseStatus === undefined ? '-' : String(call.responseStatus)), toSafeText(String(call.responseTimeMs)), toSafeText(call.errorMessage ?? ''),
	]),
	width,
});
