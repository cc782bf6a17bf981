import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import {toCommand} from '../core/text/to-command.js';
import type {Cancellation} from '../operations/cancel-operation.js';
import type {Command} from './command.js';
import {formatStatus, shortId} from './print/format-operation.js';
import {isSet, readArgument} from './input/read-flags.js';

export const operationsCancel: Command = {
	name: 'operations cancel',
	usage: '<id>',
	summary: 'Stop a sync run, also one of another process: after the page in hand, so that "parley sync resume" goes on there.',
	flags: {},
	examples: ['parley operations cancel 7f3a'],
	run: async ({args, flags, output, operations}) => {
		const cancellation = await (await operations()).cancelOperation({id: readArgument(args, 'id of the operation')});
		if (isSet(flags, 'json')) output.json(cancellation);
		else output.line(describe(cancellation));
	},
};

function describe({kind, operation}: Cancellation): SafeText {
	const run = ownText`Run ${shortId(operation.id)} of ${toSafeText(operation.systemName)}`;
	switch (kind) {
		case 'asked': return ownText`${run} stops after the page in hand. See it end: parley operations show ${shortId(operation.id)}`;
		case 'dead': return ownText`${run}: its process was gone; it is ended now. Go on with it: ${toSafeText(toCommand('sync resume --system', operation.systemName))}`;
		case 'over': return ownText`${run} had ended already: ${formatStatus(operation)}. Nothing was changed.`;
	}
}
