import type {Clock} from '../../core/process/clock.js';
import type {JsonObject} from '../../core/json.js';
import type {FindingClient} from './finding-client.js';
import type {FindingId} from './finding-id.js';
import {toRuleBody, type FindingRule} from './finding-rule.js';
import type {FindingWish} from './finding-wish.js';
import {findRefusal} from './find-refusal.js';
import {isOutcomeUnknown} from './is-outcome-unknown.js';

export type RuleKeeperOptions = {
	readonly client: FindingClient;
	readonly clock: Clock;
	readonly findRules: (finding: FindingId, signal: AbortSignal) => Promise<readonly FindingRule[]>;
	/** How long a rule holds, in days; 0 has no end. */
	readonly holdsDays: number;
};

export type RulesToKeep = {
	readonly finding: FindingId;
	/** Our rules as they are. */
	readonly rules: readonly FindingRule[];
	readonly wishes: readonly FindingWish[];
	readonly note: string;
	readonly signal: AbortSignal;
};

const dayMs = 86_400_000;

/** Makes our rules for a finding what was wished for. What is there already is not sent; an expired rule is renewed. */
export function createRuleKeeper({client, clock, findRules, holdsDays}: RuleKeeperOptions): {readonly keep: (change: RulesToKeep) => Promise<void>} {
	const expiresAt = () => (holdsDays === 0 ? undefined : new Date(clock.now().getTime() + holdsDays * dayMs));

	async function keepOne({finding, rules, note, signal}: RulesToKeep, {action, says}: FindingWish): Promise<void> {
		const rule = rules.find(one => one.action === action);
		if (says === null) {
			if (rule !== undefined) await client.removeRule(rule.ruleId, signal);
			return;
		}
		if (rule?.says === says && !rule.isExpired) return;
		const body = toRuleBody(finding, action, says, {note, expiresAt: expiresAt()});
		if (rule !== undefined) return changeRule(rule.ruleId, body, signal);
		try {
			await client.createRule(body, signal);
		} catch (error) {
			// A duplicate: our first request made it and its answer was lost. Anything else does not show, and is told.
			const isThere = findRefusal(error) !== undefined && (await findRules(finding, signal)).some(one => one.action === action);
			if (!isThere) throw error;
		}
	}

	/** A change whose answer was lost is not sent again: the look that follows every write tells whether it is there. */
	async function changeRule(ruleId: string, body: JsonObject, signal: AbortSignal): Promise<void> {
		try {
			await client.replaceRule(ruleId, body, signal);
		} catch (error) {
			if (!isOutcomeUnknown(error)) throw error;
		}
	}

	return {
		async keep(change) {
			// What is withdrawn goes first: at no moment do two rules of ours touch the finding.
			const inOrder = change.wishes.toSorted((left, right) => Number(left.says !== null) - Number(right.says !== null));
			for (const wish of inOrder) await keepOne(change, wish);
		},
	};
}
