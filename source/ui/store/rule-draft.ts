import {toCanonicalJson, type JsonObject, type JsonValue} from '../../core/json.js';
import type {MappingRule} from '../../core/mapping.js';
import type {PolicyRules} from '../../core/policy.js';
import type {RuleChange} from '../../core/rule-change.js';
import type {PairName} from '../../core/pair-key.js';

/** The rules of one pair: its policy and its mappings. */
export type PairRules = PairName & {
	readonly policy: PolicyRules;
	readonly isPushEnabled: boolean;
	readonly mappings: readonly MappingRule[];
};

/** Rules as somebody wants them, found to be valid, and what they differ in from those that are in force. */
export type RuleDraft = {
	/** As they were when the change began: saving is refused when they are others by then. */
	readonly seen: PairRules;
	readonly rules: PairRules;
	readonly policyChanges: readonly RuleChange[];
	readonly mappingChanges: readonly RuleChange[];
};

export const isSamePair = (left: PairName, right: PairName): boolean => left.systemName === right.systemName && left.entityType === right.entityType;

/** As "policies import" and "mappings import" take them. */
export const toPolicyDocument = ({systemName, entityType, policy}: PairRules): JsonValue => toJson({systemName, entityType, policy});
export const toMappingDocument = ({systemName, entityType, mappings}: PairRules): JsonValue => toJson({systemName, entityType, mappings});

/** What a person edits as one document: both of them. */
export const toRulesDocument = ({systemName, entityType, policy, mappings}: PairRules): JsonObject => toJson({systemName, entityType, policy, mappings});

/** Drops what is undefined, as a file would. */
function toJson(value: object): JsonObject {
	const plain: JsonObject = JSON.parse(JSON.stringify(value));
	return plain;
}

export const hasPolicyEdit = (draft: Pick<RuleDraft, 'seen' | 'rules'>): boolean => toCanonicalJson(toPolicyDocument(draft.seen)) !== toCanonicalJson(toPolicyDocument(draft.rules));
export const hasMappingEdit = (draft: Pick<RuleDraft, 'seen' | 'rules'>): boolean => toCanonicalJson(toMappingDocument(draft.seen)) !== toCanonicalJson(toMappingDocument(draft.rules));
