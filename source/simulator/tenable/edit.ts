import {isJsonObject, type JsonObject, type JsonValue} from '../../core/json.js';
import type {FindingState} from '../organization/finding.js';
import type {SeverityId} from '../organization/plugin.js';
import type {Effect, FindingKey} from './state/effect.js';
import type {Tenant} from './state/tenant.js';

/**
 * What a person (or a scan) does on Tenable's side. `asset` is an id, a hostname or an address; `by` the person's name.
 * `retag` gives an asset one value of a category in place of those it has; unknown categories and values are made.
 */
export type Edit = {readonly by?: string} & (
	| {readonly action: 'tag' | 'untag' | 'retag'; readonly asset: string; readonly category: string; readonly value: string}
	| {readonly action: 'acr' | 'exposure'; readonly asset: string; readonly score: number}
	| {readonly action: 'delete' | 'terminate' | 'restore' | 'scan' | 'license' | 'unlicense'; readonly asset: string}
	/** Some keys of the asset's v1 record, e.g. `{"hostnames": ["web-7"]}`. */
	| {readonly action: 'set'; readonly asset: string; readonly fields: JsonObject}
	| {readonly action: 'discover'}
	/** Changes a finding, or adds it. Port and protocol default to the plugin's own. */
	| {
		readonly action: 'finding'; readonly asset: string; readonly plugin: number; readonly port?: number; readonly protocol?: FindingKey['protocol'];
		readonly state?: FindingState; readonly severity?: SeverityId; readonly output?: string;
	});

type EditWithAsset = Exclude<Edit, {action: 'discover'}>;

const scores: Readonly<Record<'acr' | 'exposure', readonly [number, number]>> = {acr: [1, 10], exposure: [0, 1000]};
const states: readonly string[] = ['OPEN', 'REOPENED', 'FIXED'];

/** Carries out an edit at once. Throws a `RangeError` that names what is unknown. */
export function applyEdit(tenant: Tenant, edit: Edit): void {
	const by = edit.by ?? 'a person';
	if (edit.action === 'discover') return tenant.commit([{kind: 'asset-discovered'}], by);
	const index = tenant.assets.findIndexByName(edit.asset);
	if (index === undefined) throw new RangeError(`There is no asset "${edit.asset}".`);
	tenant.commit(effectsOf(tenant, edit, tenant.organization.assetIdAt(index), index), by);
}

function effectsOf(tenant: Tenant, edit: EditWithAsset, asset: string, index: number): readonly Effect[] {
	switch (edit.action) {
		case 'tag':
		case 'untag':
		case 'retag': return tagEffects(tenant, edit.action, {asset, index, category: edit.category, value: edit.value});
		case 'acr': return [{kind: 'acr-set', assets: [asset], score: edit.score, reasons: ['Business Critical'], note: ''}];
		case 'exposure': return [{kind: 'exposure-set', asset, score: edit.score}];
		case 'delete': return [{kind: 'assets-deleted', assets: [asset]}];
		case 'terminate': return [{kind: 'assets-terminated', assets: [asset]}];
		case 'restore': return [{kind: 'assets-restored', assets: [asset]}];
		case 'scan': return [{kind: 'asset-scanned', asset}];
		case 'license':
		case 'unlicense': return [{kind: 'asset-licensed', asset, isLicensed: edit.action === 'license'}];
		case 'set': return [{kind: 'asset-fields-set', asset, fields: edit.fields}];
		case 'finding': {
			const plugin = tenant.organization.plugins.find(({id}) => id === edit.plugin);
			if (plugin === undefined) throw new RangeError(`There is no plugin ${edit.plugin}.`);
			const {state, severity, output} = edit;
			return [{
				kind: 'finding-set', asset, finding: {pluginId: plugin.id, port: edit.port ?? plugin.port, protocol: edit.protocol ?? plugin.protocol},
				...(state === undefined ? {} : {state}), ...(severity === undefined ? {} : {severityId: severity}), ...(output === undefined ? {} : {output}),
			}];
		}
	}
}

type TagEdit = {readonly asset: string; readonly index: number; readonly category: string; readonly value: string};

function tagEffects(tenant: Tenant, action: 'tag' | 'untag' | 'retag', {asset, index, category, value}: TagEdit): readonly Effect[] {
	const {tags, assets} = tenant;
	const at = tenant.now();
	const known = tags.findCategory(category);
	const owner = known ?? {uuid: tags.newUuid(), name: category, description: '', isReserved: false, createdAt: at, updatedAt: at};
	const present = tags.findValue(owner.uuid, value);
	if (action === 'untag') return present === undefined ? [] : [{kind: 'tags-removed', assets: [asset], values: [present.uuid]}];
	const tag = present ?? {uuid: tags.newUuid(), categoryUuid: owner.uuid, value, description: '', createdAt: at, updatedAt: at};
	const replaced = action === 'retag' ? assets.viewOf(index).tags.map(({valueUuid}) => valueUuid).filter(uuid => uuid !== tag.uuid && tags.value(uuid)?.categoryUuid === owner.uuid) : [];
	return [
		...(known === undefined ? [{kind: 'tag-category-saved', category: owner} as const] : []),
		...(present === undefined ? [{kind: 'tag-value-saved', value: tag} as const] : []),
		...(replaced.length > 0 ? [{kind: 'tags-removed', assets: [asset], values: replaced} as const] : []),
		{kind: 'tags-added', assets: [asset], values: [tag.uuid]},
	];
}

/** Reads an edit from JSON, or says in a sentence what is wrong with it. */
export function parseEdit(value: JsonValue): Edit | string {
	if (!isJsonObject(value)) return 'An edit is an object with an "action".';
	const {action} = value;
	if (typeof action !== 'string' || !Object.hasOwn(checks, action)) return `"${String(action)}" is no action; there are: ${Object.keys(checks).join(', ')}.`;
	if (action !== 'discover' && typeof value['asset'] !== 'string') return `"${action}" wants "asset": an id, a hostname or an address.`;
	const problem = checks[action]?.(value);
	return problem ?? (value as JsonObject as Edit);
}

const texts = (...names: readonly string[]) => (edit: JsonObject): string | undefined => {
	const missing = names.find(name => typeof edit[name] !== 'string' || edit[name] === '');
	return missing === undefined ? undefined : `"${String(edit['action'])}" wants "${missing}": a text.`;
};

const score = (kind: 'acr' | 'exposure') => ({score: value}: JsonObject): string | undefined => {
	const [low, high] = scores[kind];
	return typeof value === 'number' && value >= low && value <= high ? undefined : `"${kind}" wants "score": ${low} to ${high}.`;
};

const nothing = (): undefined => undefined;

const checks: Readonly<Record<string, (edit: JsonObject) => string | undefined>> = {
	tag: texts('category', 'value'), untag: texts('category', 'value'), retag: texts('category', 'value'),
	acr: score('acr'), exposure: score('exposure'),
	delete: nothing, terminate: nothing, restore: nothing, scan: nothing, license: nothing, unlicense: nothing, discover: nothing,
	set: ({fields}) => (isJsonObject(fields) ? undefined : '"set" wants "fields": an object.'),
	finding: ({plugin, state, severity}) => {
		if (typeof plugin !== 'number') return '"finding" wants "plugin": a number.';
		if (state !== undefined && !states.includes(String(state))) return `"state" is one of ${states.join(', ')}.`;
		return severity === undefined || [0, 1, 2, 3, 4].includes(Number(severity)) ? undefined : '"severity" is 0 to 4.';
	},
};
