import {AppError} from '../errors/app-error.js';
import {interruptedExitCode} from '../errors/exit-code.js';
import type {Operations} from '../operations/operations.js';
import type {BulkPreview} from '../operations/preview-conflicts.js';
import type {BulkOutcome, BulkRequest, BulkResumption} from '../operations/resolve-conflicts.js';
import {describeBulkProgress, toOutcomeLines, toPreviewLines} from './print/bulk-lines.js';
import type {Command, CommandInput, FlagValues} from './command.js';
import {isSet, readCount, readText} from './input/read-flags.js';
import {readPredicate, whereFlag} from './input/read-predicate.js';
import {readVerdict, verdictFlags} from './input/verdict-flags.js';

/** Above so many, the number has to be typed too. */
const countedAbove = 100;
const personMustDecide = 5;

export const conflictsResolveAll: Command = {
	name: 'conflicts resolve-all',
	usage: '',
	summary: 'Settle all pending conflicts for which a predicate holds, after a preview.',
	flags: {
		where: {...whereFlag, help: `${whereFlag.help} See docs/bulk-verdicts.md.`},
		...verdictFlags,
		dryRun: {type: 'boolean', help: 'Show the preview, and change nothing.'},
		yes: {type: 'boolean', help: 'Do it. Without it, only the preview is shown.'},
		count: {type: 'number', placeholder: 'N', help: `Only if so many are found, as the preview said; needed with --yes above ${countedAbove}.`},
		request: {type: 'string', placeholder: 'ID', help: 'Go on with a verdict that was stopped; its id was shown then.'},
	},
	examples: [
		'parley conflicts resolve-all --where "field:poc reason:both_changed" --keep external',
		'parley conflicts resolve-all --where "field:poc reason:both_changed" --keep external --yes --count 8',
		'parley conflicts resolve-all --request 3f2b8c1e-5d4a-4b7e-9c6f-0a1b2c3d4e5f',
	],
	run: async input => {
		const {flags, output, operations} = input;
		const resumed = readText(flags, 'request');
		if (resumed !== undefined && readText(flags, 'where') === undefined) return settle(input, await operations(), {requestId: resumed});
		const text = readText(flags, 'where');
		if (text === undefined || text.trim() === '') {
			throw new AppError({code: 'USAGE', message: 'The predicate is missing.', nextStep: 'Give --where "field:poc …", or --where everything for all that wait.'});
		}
		const verdict = readVerdict(flags);
		const bound = await operations();
		const predicate = await readPredicate(bound, text);
		const preview = await bound.previewConflicts({predicate, verdict});
		const isOnlyLook = isSet(flags, 'dryRun') || preview.count === 0;
		if (!isSet(flags, 'json')) for (const line of toPreviewLines(preview, verdict, output.width)) output.line(line);
		else if (isOnlyLook) output.json(withoutSelection(preview));
		if (isOnlyLook) return 0;
		requireConfirmation(flags, preview.count);
		return settle(input, bound, {predicate, verdict, selection: preview.selection, ...(resumed === undefined ? {} : {requestId: resumed})});
	},
};

const withoutSelection = ({count, refused, causes, sample}: BulkPreview): Omit<BulkPreview, 'selection'> => ({count, refused, causes, sample});

/** @throws USAGE, CONFLICT_STALE */
function requireConfirmation(flags: FlagValues, count: number): void {
	const expected = readCount(flags, 'count', 0);
	if (!isSet(flags, 'yes') || (expected === undefined && count > countedAbove)) {
		throw new AppError({
			code: 'USAGE', message: `Nothing was changed: ${count === 1 ? '1 conflict' : `${count} conflicts`} would be looked at.`,
			nextStep: `Run it again with --yes${count > countedAbove ? ` --count ${count}` : ''} to settle them.`,
		});
	}
	if (expected !== undefined && expected !== count) {
		throw new AppError({
			code: 'CONFLICT_STALE', message: `The predicate finds ${count} conflicts now, and not ${expected}; nothing was changed.`,
			nextStep: `Look at the preview again, and confirm it with --count ${count}.`,
		});
	}
}

async function settle({flags, output, signal}: CommandInput, bound: Operations, request: BulkRequest | BulkResumption): Promise<number> {
	const outcome = await bound.resolveConflicts(request, {signal, onProgress: progress => output.progress(describeBulkProgress(progress))});
	output.progress(undefined);
	if (isSet(flags, 'json')) output.json(outcome);
	else for (const line of toOutcomeLines(outcome, 'settled')) output.line(line);
	return exitCodeOfOutcome(outcome);
}

/** 0 when nothing is left to a person. */
export const exitCodeOfOutcome = ({state, skipped}: BulkOutcome): number =>
	state === 'stopped' ? interruptedExitCode : skipped.length > 0 ? personMustDecide : 0;
