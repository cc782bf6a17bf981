import {assertNever} from '../../../errors/assert-never.js';
import type {TenantSettings} from '../settings.js';
import type {AssetBook, AssetOverlay, TagAssignment} from './asset-book.js';
import type {Attribute, Effect, RemediationScan} from './effect.js';
import type {FindingBook} from './finding-book.js';
import type {RuleBook} from './rule-book.js';
import type {TagBook} from './tag-book.js';
import type {Versions} from './versions.js';

/** All that effects can change. */
export type Books = {
	readonly settings: TenantSettings;
	readonly tags: TagBook;
	readonly assets: AssetBook;
	readonly findings: FindingBook;
	readonly rules: RuleBook;
	readonly attributes: Map<string, Attribute>;
	readonly scans: RemediationScan[];
	readonly versions: Versions;
};

/** Changes the books as an effect says, at a moment in epoch milliseconds. Assets that are not known are passed over. */
export function applyEffect(books: Books, effect: Effect, at: number, by: string): void {
	const {tags, assets, findings, rules, attributes, scans, settings, versions} = books;
	versions.move(effect);
	const change = (ids: readonly string[], apply: (overlay: AssetOverlay, index: number) => void, isSilent = false) => {
		for (const id of ids) {
			const index = assets.findIndex(id);
			if (index !== undefined) assets.change(index, at, overlay => apply(overlay, index), isSilent);
		}
	};
	const changeTags = (ids: readonly string[], apply: (carried: readonly TagAssignment[]) => readonly TagAssignment[]) =>
		change(ids, (overlay, index) => { overlay.tags = apply(assets.viewOf(index).tags); }, !settings.isUpdatedAtMovedByTags);
	switch (effect.kind) {
		case 'tag-category-saved': return tags.saveCategory(effect.category);
		case 'tag-category-removed': return tags.removeCategory(effect.uuid);
		case 'tag-value-saved': return tags.saveValue(effect.value);
		case 'tag-value-removed': return tags.removeValue(effect.uuid);
		case 'tags-added': return changeTags(effect.assets, carried => [
			...carried,
			...effect.values.filter(value => !carried.some(({valueUuid}) => valueUuid === value)).map(valueUuid => ({valueUuid, addedAt: at, addedBy: by})),
		]);
		case 'tags-removed': return changeTags(effect.assets, carried => carried.filter(({valueUuid}) => !effect.values.includes(valueUuid)));
		case 'attribute-saved': return void attributes.set(effect.attribute.id, effect.attribute);
		case 'attribute-removed': return void attributes.delete(effect.id);
		case 'attribute-values-set': return change([effect.asset], overlay => {
			overlay.attributes = new Map([...overlay.attributes ?? [], ...Object.entries(effect.values)]);
		});
		case 'attribute-values-cleared': return change([effect.asset], overlay => {
			overlay.attributes = new Map([...overlay.attributes ?? []].filter(([id]) => !effect.ids.includes(id)));
		});
		case 'acr-set': return change(effect.assets, overlay => { overlay.acrScore = effect.score; });
		case 'exposure-set': return change([effect.asset], overlay => { overlay.exposureScore = effect.score; });
		case 'assets-deleted': return change(effect.assets, overlay => { overlay.deletedAt = at; overlay.deletedBy = by; });
		case 'assets-terminated': return change(effect.assets, overlay => { overlay.terminatedAt = at; overlay.terminatedBy = by; });
		case 'assets-restored': return change(effect.assets, overlay => {
			delete overlay.deletedAt;
			delete overlay.deletedBy;
			delete overlay.terminatedAt;
			delete overlay.terminatedBy;
		});
		case 'asset-fields-set': return change([effect.asset], overlay => { overlay.fields = {...overlay.fields, ...effect.fields}; });
		case 'asset-licensed': return change([effect.asset], overlay => { overlay.isLicensed = effect.isLicensed; });
		case 'asset-scanned': return change([effect.asset], overlay => { overlay.scannedAt = at; });
		case 'asset-discovered': return assets.discover(at);
		case 'finding-set': {
			const index = assets.findIndex(effect.asset);
			if (index !== undefined) findings.set(index, effect.finding, {...effect, at});
			return;
		}
		case 'rule-saved': return rules.save(effect.rule);
		case 'rule-removed': return rules.remove(effect.ruleId, at);
		case 'scan-requested': return void scans.push(effect.scan);
		default: return assertNever(effect);
	}
}
