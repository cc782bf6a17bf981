import {ownText, toSafeText} from '../core/text/safe-text.js';
import type {Command} from './command.js';
import {formatTable} from './print/format-table.js';
import {isSet} from './input/read-flags.js';

export const policiesList: Command = {
	name: 'policies list',
	usage: '',
	summary: 'List how each entity type of each external system is synced.',
	flags: {},
	run: async ({flags, output, operations}) => {
		const policies = await (await operations()).listPolicies();
		if (isSet(flags, 'json')) {
			output.json({policies});
			return;
		}
		if (policies.length === 0) {
			output.line(ownText`There is no policy.`);
			return;
		}
		const lines = formatTable({
			columns: [{header: 'SYSTEM', minWidth: 8}, {header: 'ENTITY'}, {header: 'DIRECTION'}, {header: 'STRATEGY'}, {header: 'FIELDS', align: 'right'}, {header: 'FILTERS', align: 'right'}, {header: 'SCHEDULE', minWidth: 8}, {header: 'PUSH'}, {header: 'ACTIVE'}],
			rows: policies.map(({systemName, entityType, policy, isPushEnabled}) => [
				toSafeText(systemName), toSafeText(entityType), toSafeText(policy.direction), toSafeText(policy.strategy), toSafeText(String(Object.keys(policy.fields).length)),
				toSafeText(String(policy.filters.length)), toSafeText(policy.scheduleExpression ?? '(frequency of the system)'), toSafeText(isPushEnabled ? 'on' : 'off'), toSafeText(policy.isActive ? 'yes' : 'no'),
			]),
			width: output.width,
		});
		for (const line of lines) output.line(line);
	},
};
