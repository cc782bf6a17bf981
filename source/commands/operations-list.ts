import {formatAge} from '../core/text/format-age.js';
import {formatCount} from '../core/text/format-count.js';
import {operationStatuses, type Operation} from '../core/operation.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import type {Command} from './command.js';
import {findSystemId} from './input/find-system-id.js';
import {formatStatus, formatTaken, shortId} from './print/format-operation.js';
import {formatTable} from './print/format-table.js';
import {pageFlags, readAfter, readLimit, systemFlag} from './input/list-flags.js';
import {printPage} from './print/print-page.js';
import {readChoice, readText} from './input/read-flags.js';

export const operationsList: Command = {
	name: 'operations list',
	usage: '',
	summary: 'List the sync runs, newest first.',
	flags: {system: systemFlag, status: {type: 'string', placeholder: 'STATUS', choices: operationStatuses, help: 'Only in this state.'}, ...pageFlags},
	examples: ['parley operations list --status failed'],
	run: async input => {
		const {flags, operations} = input;
		const bound = await operations();
		const externalSystemId = await findSystemId(bound, readText(flags, 'system'));
		const status = readChoice(flags, 'status', operationStatuses);
		const page = await bound.listOperations(
			{...(externalSystemId === undefined ? {} : {externalSystemId}), ...(status === undefined ? {} : {status})},
			readAfter(flags), readLimit(flags));
		printPage(page, {command: operationsList, input, toLines, whenEmpty: ownText`No operations match. "parley sync run" starts one.`});
	},
};

/** Below so many cells there is no room for who began a run; "operations show" tells. */
const widthWithBy = 90;

function toLines(runs: readonly Operation[], width: number | undefined, now: Date): readonly SafeText[] {
	const hasBy = width === undefined || width >= widthWithBy;
	return formatTable({
		columns: [
			{header: 'ID'}, {header: 'STATUS'}, {header: 'SYSTEM', minWidth: 8}, {header: 'SCOPE'}, {header: 'READ', align: 'right'}, {header: 'CHANGED', align: 'right'},
			{header: 'CONFL', align: 'right'}, {header: 'STARTED'}, {header: 'TOOK'}, ...(hasBy ? [{header: 'BY', minWidth: 6}] : []),
		],
		rows: runs.map(run => [
			shortId(run.id), formatStatus(run), toSafeText(run.systemName), toSafeText(run.part === undefined ? run.scope : run.part.kind === 'rejected' ? 'replay' : 'part'),
			formatCount(run.counts.read), formatCount(run.counts.created + run.counts.updated), formatCount(run.conflictsOpened),
			toSafeText(formatAge(run.startedAt, now)), formatTaken(run) ?? ownText`-`, ...(hasBy ? [toSafeText(run.startedBy)] : []),
		]),
		width,
	});
}
