import type {JsonObject} from '../../core/json.js';
import type {FindingId} from './finding-id.js';
import type {RuleOnWire} from './rule-wire.js';

/** What our people decided about a finding, as far as Tenable can hold it. */
export type Disposition = 'accepted' | 'false_positive' | 'remediated';

/** The one rule that Parley keeps for a finding. */
export type FindingRule = {readonly ruleId: string; readonly disposition: 'accepted' | 'false_positive'; readonly isExpired: boolean};

/** By this name Parley knows its own rules; all others are left alone. */
export const toRuleName = ({externalId}: FindingId): string => `Parley ${externalId}`;

/** An accept rule for exactly this finding. `expiresAt` undefined: it holds until it is withdrawn. */
export function toRuleBody(finding: FindingId, disposition: FindingRule['disposition'], {note, expiresAt}: {readonly note: string; readonly expiresAt: Date | undefined}): JsonObject {
	const condition = (property: string, value: string | readonly string[]): JsonObject => ({property, operator: 'eq', value: typeof value === 'string' ? value : [...value]});
	return {
		rule_name: toRuleName(finding),
		resource_type: 'HOST',
		rule_value: {action: 'ACCEPT', comment: note, false_positive: disposition === 'false_positive'},
		filter: {and: [condition('definition.id', finding.pluginId), condition('asset.id', [finding.assetId]), condition('port', finding.port), condition('protocol', finding.protocol)]},
		...(expiresAt === undefined ? {} : {expires_at: Math.floor(expiresAt.getTime() / 1000)}),
	};
}

/** Our rule for a finding among those that Tenable found; undefined when there is none. */
export function findOwnRule(rules: readonly RuleOnWire[], finding: FindingId, now: Date): FindingRule | undefined {
	const own = rules.find(rule => rule.name === toRuleName(finding) && rule.action === 'ACCEPT');
	if (own === undefined) return undefined;
	return {ruleId: own.ruleId, disposition: own.isFalsePositive ? 'false_positive' : 'accepted', isExpired: own.expiresAt !== undefined && own.expiresAt <= now};
}
