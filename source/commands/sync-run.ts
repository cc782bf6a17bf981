import {entityTypes} from '../core/entity.js';
import {formatCount} from '../core/text/format-count.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import {toCommand} from '../core/text/to-command.js';
import type {InterruptedRun} from '../operations/list-stopped-runs.js';
import type {Command, CommandOutput} from './command.js';
import {shortId} from './print/format-operation.js';
import {entityFlag, systemFlag} from './input/list-flags.js';
import {describeLook, toPlanLines} from './print/plan-lines.js';
import {createProgressDisplay, printSyncOutcome} from './print/print-sync-outcome.js';
import {wrapLine} from './print/wrap-line.js';
import {isSet, readChoice, readText} from './input/read-flags.js';
import {readSelection} from './input/read-selection.js';

export const syncRun: Command = {
	name: 'sync run',
	usage: '',
	summary: 'Sync now, and show what came of it. Ends with 0 only when every run is complete.',
	flags: {
		system: systemFlag,
		entity: entityFlag,
		full: {type: 'boolean', help: 'Read everything, not only what changed; only then can a missing record be noticed.'},
		since: {type: 'string', placeholder: 'TIME', help: 'Read what changed outside since then: 2026-11-30T14:00Z, 6h, 2d.'},
		ids: {type: 'string', placeholder: 'A,B', help: 'Read only the records with these ids of the other system.'},
		plan: {type: 'boolean', help: 'Change nothing: find out what would be done, and keep that as a plan.'},
	},
	examples: ['parley sync run', 'parley sync run --system "Xacta 360" --entity poam --full', 'parley sync run --plan'],
	run: async ({flags, output, operations, signal}) => {
		const request = {
			systemName: readText(flags, 'system'), entityType: readChoice(flags, 'entity', entityTypes), scope: isSet(flags, 'full') ? 'full' : 'changes',
			selection: readSelection(flags, new Date()),
		} as const;
		const bound = await operations();
		if (isSet(flags, 'plan')) {
			const plan = await bound.planSync(request, {signal, onProgress: progress => output.progress(describeLook(progress))});
			output.progress(undefined);
			if (isSet(flags, 'json')) output.json(plan);
			else for (const line of toPlanLines(plan, new Date())) output.line(line);
			return 0;
		}
		const outcome = await bound.runSync(request, {
			signal, onProgress: createProgressDisplay(output), onGiveWay: stopped => tellGivingWay(output, describeGivingWay(stopped), isSet(flags, 'json')),
		});
		output.progress(undefined);
		return printSyncOutcome(outcome, {isJson: isSet(flags, 'json'), output, signal});
	},
};

/** stdout is for one JSON document, where that was asked for. */
function tellGivingWay(output: CommandOutput, text: SafeText, isJson: boolean): void {
	if (isJson) output.notice(text);
	else for (const line of wrapLine(text, output.width)) output.line(line);
}

function describeGivingWay({systemName, plural, entityType, operationId, read}: InterruptedRun): SafeText {
	const resume = toCommand('sync resume --system', systemName, `--entity ${entityType}`);
	return ownText`${toSafeText(systemName)} · ${toSafeText(plural)}: the full run ${shortId(operationId)}, which stopped after ${formatCount(read)} records, begins anew after this run. To go on with it instead: Ctrl-C, then ${toSafeText(resume)}`;
}
