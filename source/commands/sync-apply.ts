import type {Command} from './command.js';
import {describeLook} from './print/plan-lines.js';
import {toOperationLines} from './print/print-sync-outcome.js';
import {isSet, readArgument} from './input/read-flags.js';

const failed = 1;

export const syncApply: Command = {
	name: 'sync apply',
	usage: '<plan>',
	summary: 'Do exactly what a plan says, or nothing: when either side moved since, it is refused with exit code 5.',
	flags: {'clear-guards': {type: 'boolean', help: 'Apply it although it trips a guard: you have looked, and mean it.'}},
	examples: ['parley sync apply 7f3a'],
	run: async ({args, flags, output, operations, signal}) => {
		const id = readArgument(args, 'id of the plan');
		const outcome = await (await operations()).applyPlan({id, clearsGuards: isSet(flags, 'clear-guards')}, {signal, onProgress: progress => output.progress(describeLook(progress))});
		output.progress(undefined);
		const children = outcome.operations.filter(({parentId}) => parentId !== undefined);
		if (isSet(flags, 'json')) output.json(outcome);
		else for (const line of children.flatMap(toOperationLines)) output.line(line);
		return children.every(({status}) => status === 'completed') ? 0 : failed;
	},
};
