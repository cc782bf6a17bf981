import type {OrganizationFinding} from '../../organization/finding.js';
import type {SeverityId} from '../../organization/plugin.js';

/** One condition of a rule, as the API takes it: `{property, operator, value}`. */
export type RuleCondition = {readonly property: RuleProperty; readonly operator: 'eq' | 'neq'; readonly values: readonly string[]};

export const ruleProperties = ['definition.id', 'definition.name', 'definition.cve', 'asset.id', 'asset.name', 'asset.ipv4_addresses', 'port', 'protocol'] as const;
export type RuleProperty = (typeof ruleProperties)[number];

/** A recast or accept rule; times in epoch milliseconds. All conditions must hold. */
export type RecastRule = {
	readonly ruleId: string;
	readonly name: string;
	readonly action: 'RECAST' | 'ACCEPT';
	readonly severityId: SeverityId | undefined;
	readonly originalSeverityId: SeverityId | undefined;
	readonly comment: string;
	readonly isFalsePositive: boolean;
	readonly conditions: readonly RuleCondition[];
	readonly expiresAt: number | undefined;
	readonly createdAt: number;
	readonly updatedAt: number;
};

/** Who a finding belongs to, as far as rules look at it. */
export type RuledAsset = {readonly id: string; readonly hostname: string; readonly ipv4: string};

export type RuleOutcome = {
	/** The rule in force; undefined when one was, and is no more. */
	readonly rule: RecastRule | undefined;
	/** When the finding was published anew because of it. */
	readonly changedAt: number;
};

export type RuleBook = {
	readonly rules: () => readonly RecastRule[];
	readonly find: (ruleId: string) => RecastRule | undefined;
	readonly save: (rule: RecastRule) => void;
	readonly remove: (ruleId: string, at: number) => void;
	readonly isEmpty: () => boolean;
	/** How many have expired by a moment: outcomes change with time only when this does. */
	readonly expiredCount: (now: number) => number;
	/** What the rules do to a finding at a moment; undefined when none ever touched it. */
	readonly outcomeFor: (finding: OrganizationFinding, asset: RuledAsset, now: number) => RuleOutcome | undefined;
};

export function createRuleBook(): RuleBook {
	const rules = new Map<string, RecastRule>();
	/** Rules that were withdrawn still say when their findings went back. */
	const withdrawn: Array<{readonly rule: RecastRule; readonly at: number}> = [];
	return {
		rules: () => [...rules.values()],
		find: ruleId => rules.get(ruleId),
		save(rule) {
			const before = rules.get(rule.ruleId);
			if (before !== undefined) withdrawn.push({rule: before, at: rule.updatedAt});
			rules.set(rule.ruleId, rule);
		},
		remove(ruleId, at) {
			const rule = rules.get(ruleId);
			if (rule === undefined) return;
			rules.delete(ruleId);
			withdrawn.push({rule, at});
		},
		isEmpty: () => rules.size === 0 && withdrawn.length === 0,
		expiredCount: now => rules.values().filter(({expiresAt}) => expiresAt !== undefined && expiresAt <= now).reduce(count => count + 1, 0),
		outcomeFor(finding, asset, now) {
			const touching = [...rules.values()].filter(rule => matches(rule, finding, asset));
			const inForce = touching.filter(rule => rule.expiresAt === undefined || rule.expiresAt > now).at(-1);
			if (inForce !== undefined) return {rule: inForce, changedAt: inForce.updatedAt};
			const ends = [
				...touching.flatMap(rule => rule.expiresAt ?? []),
				...withdrawn.filter(({rule}) => matches(rule, finding, asset)).map(({at}) => at),
			];
			return ends.length === 0 ? undefined : {rule: undefined, changedAt: Math.max(...ends)};
		},
	};
}

/** The later of two rules on one finding decides, so a rule with fewer conditions does not lose to an older, closer one. */
function matches(rule: RecastRule, finding: OrganizationFinding, asset: RuledAsset): boolean {
	if (rule.originalSeverityId !== undefined && rule.originalSeverityId !== finding.plugin.severityId) return false;
	return rule.conditions.every(({property, operator, values}) => {
		const isAmong = valuesOf(property, finding, asset).some(value => values.includes(value));
		return operator === 'eq' ? isAmong : !isAmong;
	});
}

function valuesOf(property: RuleProperty, finding: OrganizationFinding, asset: RuledAsset): readonly string[] {
	switch (property) {
		case 'definition.id': return [String(finding.plugin.id)];
		case 'definition.name': return [finding.plugin.name];
		case 'definition.cve': return finding.plugin.cves;
		case 'asset.id': return [asset.id];
		case 'asset.name': return [asset.hostname];
		case 'asset.ipv4_addresses': return [asset.ipv4];
		case 'port': return [String(finding.port)];
		case 'protocol': return [finding.protocol];
	}
}
