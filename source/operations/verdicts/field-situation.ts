import type {Conflict} from '../../core/conflict.js';
import {entityDefinitions} from '../../core/entity.js';
import type {FieldMapping} from '../../core/mapping.js';
import type {ItemMerge, SyncPolicy} from '../../core/policy.js';
import type {ColumnLimit} from '../../core/stores/page-store.js';
import type {Stores} from '../../core/stores/stores.js';
import type {FieldRule} from '../../sync/decide/compare.js';
import {toFieldRules} from '../../sync/decide/field-rules.js';
import type {PushState} from './describe-outcomes.js';

/** The rules in force for a conflict's pair, and for its field where it has one that is mapped. */
export type FieldSituation = {
	readonly policy: SyncPolicy | undefined;
	readonly mappings: readonly FieldMapping[];
	readonly rules: readonly FieldRule[];
	/** What the columns of our table can hold, by field. */
	readonly limits: ReadonlyMap<string, ColumnLimit>;
	readonly rule: FieldRule | undefined;
	readonly push: PushState;
	/** How the items of its value are merged, where it is a list that may leave. */
	readonly items: ItemMerge | undefined;
};

/** What holds for all fields of a pair. */
export type PairSituation = Pick<FieldSituation, 'policy' | 'mappings' | 'rules' | 'limits'>;

/** The situation of the field that a conflict is about. */
export async function loadFieldSituation(stores: Stores, conflict: Conflict): Promise<FieldSituation> {
	return toFieldSituation(await loadPairSituation(stores, conflict), conflict.fieldName);
}

/** The rules that are in force for a pair now; none where it has no policy. */
export async function loadPairSituation(stores: Stores, {externalSystemId, entityType}: Pick<Conflict, 'externalSystemId' | 'entityType'>): Promise<PairSituation> {
	const policy = await stores.rules.findPolicy(externalSystemId, entityType);
	const mappings = await stores.rules.listMappings(externalSystemId, entityType);
	const definition = entityDefinitions[entityType];
	return {policy, mappings, rules: policy === undefined ? [] : toFieldRules(definition, policy, mappings), limits: await stores.pages.columnLimits(definition)};
}

/** The situation of one field of it; of a conflict over a whole record there is no rule, and nothing to push. */
export function toFieldSituation(pair: PairSituation, fieldName: string | undefined): FieldSituation {
	const rule = pair.rules.find(({field}) => field === fieldName);
	const merge = rule?.direction === 'bidirectional' ? rule.policy.merge : undefined;
	return {...pair, rule, push: toPushState(rule, pair.policy), items: typeof merge === 'object' ? merge : undefined};
}

function toPushState(rule: FieldRule | undefined, policy: SyncPolicy | undefined): PushState {
	if (rule === undefined || rule.direction === 'inbound') return 'never';
	return policy?.isPushEnabled ? 'on' : 'off';
}
