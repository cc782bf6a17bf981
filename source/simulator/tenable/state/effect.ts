import type {JsonObject} from '../../../core/json.js';
import type {FindingState} from '../../organization/finding.js';
import type {SeverityId} from '../../organization/plugin.js';
import type {RecastRule} from './rule-book.js';
import type {TagCategory, TagValue} from './tag-book.js';

export type FindingKey = {readonly pluginId: number; readonly port: number; readonly protocol: 'TCP' | 'UDP' | 'ICMP'};
export type Attribute = {readonly id: string; readonly name: string; readonly description: string};
export type RemediationScan = {readonly id: number; readonly uuid: string; readonly name: string; readonly targets: readonly string[]};

/**
 * Everything that can change in a tenant after it was generated, through the API or by a person. The state is the fold of
 * these over the organization; assets are named by their uuid.
 */
export type Effect =
	| {readonly kind: 'tag-category-saved'; readonly category: TagCategory}
	| {readonly kind: 'tag-category-removed'; readonly uuid: string}
	| {readonly kind: 'tag-value-saved'; readonly value: TagValue}
	| {readonly kind: 'tag-value-removed'; readonly uuid: string}
	| {readonly kind: 'tags-added' | 'tags-removed'; readonly assets: readonly string[]; readonly values: readonly string[]}
	| {readonly kind: 'attribute-saved'; readonly attribute: Attribute}
	| {readonly kind: 'attribute-removed'; readonly id: string}
	| {readonly kind: 'attribute-values-set'; readonly asset: string; readonly values: Readonly<Record<string, string>>}
	| {readonly kind: 'attribute-values-cleared'; readonly asset: string; readonly ids: readonly string[]}
	| {readonly kind: 'acr-set'; readonly assets: readonly string[]; readonly score: number; readonly reasons: readonly string[]; readonly note: string}
	| {readonly kind: 'exposure-set'; readonly asset: string; readonly score: number}
	| {readonly kind: 'assets-deleted' | 'assets-terminated' | 'assets-restored'; readonly assets: readonly string[]}
	/** Some keys of the asset's v1 record. */
	| {readonly kind: 'asset-fields-set'; readonly asset: string; readonly fields: JsonObject}
	| {readonly kind: 'asset-licensed'; readonly asset: string; readonly isLicensed: boolean}
	| {readonly kind: 'asset-scanned'; readonly asset: string}
	/** The next host of the organization appears. */
	| {readonly kind: 'asset-discovered'}
	/** Changes a finding, or adds it. */
	| {readonly kind: 'finding-set'; readonly asset: string; readonly finding: FindingKey; readonly state?: FindingState; readonly severityId?: SeverityId; readonly output?: string}
	| {readonly kind: 'rule-saved'; readonly rule: RecastRule}
	| {readonly kind: 'rule-removed'; readonly ruleId: string}
	| {readonly kind: 'scan-requested'; readonly scan: RemediationScan};

/** An effect that was applied: `at` in epoch milliseconds, `by` "api" or the person's name. */
export type AppliedEffect = {readonly sequence: number; readonly at: number; readonly by: string; readonly effect: Effect};
