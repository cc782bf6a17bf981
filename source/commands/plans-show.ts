import {ownText} from '../core/text/safe-text.js';
import {planRowKinds} from '../core/sync-plan.js';
import type {Command} from './command.js';
import {pageFlags, readAfter, readLimit} from './input/list-flags.js';
import {moreLine} from './print/more-line.js';
import {toPlanLines, toPlanRowLines} from './print/plan-lines.js';
import {isSet, readArgument, readChoice} from './input/read-flags.js';

export const plansShow: Command = {
	name: 'plans show',
	usage: '<id>',
	summary: 'Show what a plan would do, record by record: the first hundred of each kind are kept.',
	flags: {
		kind: {type: 'string', placeholder: 'KIND', choices: planRowKinds, help: 'Only records of this kind.'},
		...pageFlags,
	},
	examples: ['parley plans show 7f3a', 'parley plans show 7f3a --kind conflicting'],
	run: async ({args, flags, output, operations}) => {
		const bound = await operations();
		const plan = await bound.getPlan(readArgument(args, 'id of the plan'));
		const kind = readChoice(flags, 'kind', planRowKinds);
		const page = await bound.listPlanRows({
			planId: plan.id, ...(kind === undefined ? {} : {kind}), after: readAfter(flags), limit: readLimit(flags),
		});
		if (isSet(flags, 'json')) {
			output.json({plan, ...page});
			return;
		}
		for (const line of [...toPlanLines(plan, new Date()), ownText``, ...page.rows.flatMap(toPlanRowLines)]) output.line(line);
		if (page.next !== undefined) output.line(moreLine(plansShow, {args, flags}, page.next));
	},
};
