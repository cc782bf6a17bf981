import {ownText} from '../core/text/safe-text.js';
import {AppError} from '../errors/app-error.js';
import type {ReplayRequest} from '../operations/replay-rejected.js';
import type {Operations} from '../operations/operations.js';
import type {Command, FlagValues} from './command.js';
import {entityFlag, systemFlag} from './input/list-flags.js';
import {createProgressDisplay, printSyncOutcome} from './print/print-sync-outcome.js';
import {isSet, readRejectedId} from './input/read-flags.js';
import {readRecordFilter} from './input/record-filter.js';

export const rejectedReplay: Command = {
	name: 'rejected replay',
	usage: '[id]',
	summary: 'Map rejected records again by the mappings of today, and take what passes: one, or all that match.',
	flags: {
		all: {type: 'boolean', help: 'All that match the other flags.'},
		system: systemFlag,
		entity: entityFlag,
		text: {type: 'string', help: 'Only records whose key or name holds this text.'},
	},
	examples: ['parley rejected replay 42', 'parley rejected replay --all --entity poam'],
	run: async ({args, flags, output, operations, signal}) => {
		const bound = await operations();
		const request = await readRequest(args, flags, bound);
		const outcome = await bound.replayRejected(request, {signal, onProgress: createProgressDisplay(output)});
		output.progress(undefined);
		const isJson = isSet(flags, 'json');
		if (!isJson && outcome.runs.length === 0) output.line(ownText`No rejected records match.`);
		return printSyncOutcome(outcome, {isJson, output, signal});
	},
};

async function readRequest(args: readonly string[], flags: FlagValues, operations: Operations): Promise<ReplayRequest> {
	const isAll = isSet(flags, 'all');
	if (isAll === (args.length > 0)) {
		throw new AppError({code: 'USAGE', message: isAll ? 'An id and --all do not go together.' : 'The id of a rejected record is missing.', nextStep: 'Give one id, or --all with --system, --entity or --text.'});
	}
	if (!isAll) return {id: readRejectedId(args)};
	return {filter: await readRecordFilter(flags, operations)};
}
