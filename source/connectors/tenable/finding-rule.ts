import type {JsonObject} from '../../core/json.js';
import type {FindingId} from './finding-id.js';
import type {RuleOnWire} from './rule-wire.js';

/** What a rule does to a finding: it is accepted, or weighs otherwise. */
export type RuleAction = 'ACCEPT' | 'RECAST';

/**
 * A rule that Parley keeps for a finding: one of each action at most. `says` is `accepted` or `false_positive` of an accept
 * rule, and the severity, in the words of exports, of a recast rule.
 */
export type FindingRule = {readonly ruleId: string; readonly action: RuleAction; readonly says: string; readonly isExpired: boolean};

/** Severities as exports write them, and as rules do. */
export const severityWords: Readonly<Record<string, string>> = {info: 'NONE', low: 'LOW', medium: 'MEDIUM', high: 'HIGH', critical: 'CRITICAL'};

const namePrefixes: Readonly<Record<RuleAction, string>> = {ACCEPT: 'Parley', RECAST: 'Parley severity'};

/** By this name Parley knows its own rules; all others are left alone. */
const toRuleName = ({externalId}: FindingId, action: RuleAction): string => `${namePrefixes[action]} ${externalId}`;

export type RuleTerms = {readonly note: string; /** Undefined: it holds until it is withdrawn. */ readonly expiresAt: Date | undefined};

/** A rule for exactly this finding. */
export function toRuleBody(finding: FindingId, action: RuleAction, says: string, {note, expiresAt}: RuleTerms): JsonObject {
	const condition = (property: string, value: string | readonly string[]): JsonObject => ({property, operator: 'eq', value: typeof value === 'string' ? value : [...value]});
	return {
		rule_name: toRuleName(finding, action),
		resource_type: 'HOST',
		rule_value: action === 'ACCEPT' ? {action, comment: note, false_positive: says === 'false_positive'} : {action, comment: note, severity: severityWords[says] ?? says},
		filter: {and: [condition('definition.id', finding.pluginId), condition('asset.id', [finding.assetId]), condition('port', finding.port), condition('protocol', finding.protocol)]},
		...(expiresAt === undefined ? {} : {expires_at: Math.floor(expiresAt.getTime() / 1000)}),
	};
}

/** Our rules for a finding among those that Tenable found. */
export function findOwnRules(rules: readonly RuleOnWire[], finding: FindingId, now: Date): readonly FindingRule[] {
	return (['ACCEPT', 'RECAST'] as const).flatMap(action => {
		const own = rules.find(rule => rule.name === toRuleName(finding, action) && rule.action === action);
		return own === undefined ? [] : [{ruleId: own.ruleId, action, says: toWord(own, action), isExpired: own.expiresAt !== undefined && own.expiresAt <= now}];
	});
}

function toWord({isFalsePositive, severity}: RuleOnWire, action: RuleAction): string {
	if (action === 'ACCEPT') return isFalsePositive ? 'false_positive' : 'accepted';
	return Object.entries(severityWords).find(([, word]) => word === severity.toUpperCase())?.[0] ?? severity.toLowerCase();
}
