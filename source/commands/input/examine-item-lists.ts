import {entityDefinitions} from '../../core/entity.js';
import type {Finding} from '../../core/finding.js';
import {quoteWord} from '../../core/text/quote-word.js';
import {toCommand} from '../../core/text/to-command.js';
import type {ListedPolicy} from '../../operations/list-policies.js';

/**
 * Lists of items that two people edit at once, as the milestones of a POA&M, of which the policy says nothing: an older
 * installation has no rule for them, and is asked about the list as a whole. A policy that says anything of the field was decided on. Pure.
 */
export const examineItemLists = (policies: readonly ListedPolicy[]): readonly Finding[] => policies.flatMap(({systemName, entityType, policy}) => {
	if (!policy.isActive || policy.direction !== 'bidirectional') return [];
	const {plural, itemLists = {}} = entityDefinitions[entityType];
	return Object.entries(itemLists).filter(([field]) => policy.fields[field] === undefined).map(([field, merge]): Finding => ({
		severity: 'unusual', subject: `${systemName} ${plural}`,
		message: `Of ${field}, what both sides changed is asked about as a whole: the policy does not merge it item by item, as that of a new installation does.`,
		nextStep: `${toCommand('policies set', systemName, `${entityType} --field ${field} --rules ${quoteWord(JSON.stringify({merge}))}`)} (or, to leave it so, --rules '{"strategy": "manual"}')`,
	}));
});
