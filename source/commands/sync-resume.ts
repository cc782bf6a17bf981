import {entityTypes} from '../core/entity.js';
import {formatCount} from '../core/text/format-count.js';
import {describePart} from '../core/text/describe-part.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import type {InterruptedRun, UnbegunRun} from '../operations/list-stopped-runs.js';
import type {Command} from './command.js';
import {shortId} from './print/format-operation.js';
import {entityFlag, systemFlag} from './input/list-flags.js';
import {createProgressDisplay, printSyncOutcome} from './print/print-sync-outcome.js';
import {isSet, readChoice, readText} from './input/read-flags.js';

const personMustDecide = 5;

export const syncResume: Command = {
	name: 'sync resume',
	usage: '',
	summary: 'Go on with runs that were interrupted, each where its last finished page ended, and with what a run had not come to.',
	flags: {system: systemFlag, entity: entityFlag},
	examples: ['parley sync resume', 'parley sync resume --system "Xacta 360" --entity poam'],
	run: async ({flags, output, operations, signal}) => {
		const isJson = isSet(flags, 'json');
		const outcome = await (await operations()).resumeSync(
			{systemName: readText(flags, 'system'), entityType: readChoice(flags, 'entity', entityTypes)},
			{
				signal,
				onProgress: createProgressDisplay(output),
				onResume: run => {
					if (!isJson) output.line(describeResume(run));
				},
			},
		);
		output.progress(undefined);
		const {resumed, unbegun} = outcome;
		if (!isJson) for (const run of unbegun) output.line(describeUnbegun(run));
		if (!isJson && resumed.length === 0 && unbegun.length === 0) output.line(ownText`No run was interrupted: there is nothing to go on with. "parley sync run" begins anew.`);
		const exitCode = printSyncOutcome(outcome, {isJson, output, signal});
		return exitCode === 0 && resumed.length === 0 && unbegun.length > 0 ? personMustDecide : exitCode;
	},
};

function describeResume({from, systemName, plural, scope, selection, operationId, read}: InterruptedRun): SafeText {
	const run = ownText`${toSafeText(scope === 'full' ? 'the full run' : 'the run of changes')} ${shortId(operationId)}`;
	const what: Readonly<Record<InterruptedRun['from'], SafeText>> = {
		place: ownText`going on with ${run} after ${formatCount(read)} records`,
		part: ownText`reading once more what run ${shortId(operationId)} was asked for`,
		unreached: ownText`beginning, because ${run} did not come to them`,
	};
	return ownText`${toSafeText(systemName)} · ${toSafeText(plural)}: ${what[from]}${selection === undefined ? ownText`` : ownText` (${toSafeText(describePart(selection))})`}`;
}

function describeUnbegun({systemName, plural, operationId, status, direction, command}: UnbegunRun): SafeText {
	const left = direction === 'outbound' ? ownText`while it sent; what is owed waits. Send it` : ownText`and left no place to go on from. Begin again`;
	return ownText`${toSafeText(systemName)} · ${toSafeText(plural)}: run ${shortId(operationId)} ${toSafeText(ends[status])} ${left}: ${toSafeText(command)}`;
}

const ends: Readonly<Record<UnbegunRun['status'], string>> = {abandoned: 'was abandoned', failed: 'failed', cancelled: 'was cancelled'};
