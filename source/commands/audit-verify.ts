import {formatCount} from '../core/text/format-count.js';
import {ownText} from '../core/text/safe-text.js';
import type {Command} from './command.js';
import {isSet} from './input/read-flags.js';

const broken = 5;

export const auditVerify: Command = {
	name: 'audit verify',
	usage: '',
	summary: 'Recompute the chain of audit events. Ends with 5 when an event was changed, removed or put in.',
	flags: {},
	run: async ({flags, output, operations}) => {
		const result = await (await operations()).verifyAudit();
		const isWhole = result.firstBroken === undefined;
		if (isSet(flags, 'json')) output.json({...result, isWhole});
		else if (result.firstBroken === undefined) output.line(ownText`● The chain of ${formatCount(result.events)} events is whole.`);
		else output.line(ownText`✖ The chain is broken at event ${result.firstBroken}; ${formatCount(result.events)} events are there.`);
		return isWhole ? 0 : broken;
	},
};
