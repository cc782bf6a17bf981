import type {Organization} from '../../organization.js';
import type {OrganizationAsset} from '../../organization/asset.js';
import {assetRoles, locations} from '../../data/asset-roles.js';
import {uuidOf} from '../../random.js';
import type {TagAssignment} from './asset-book.js';

export type TagCategory = {
	readonly uuid: string; readonly name: string; readonly description: string; readonly isReserved: boolean;
	readonly createdAt: number; readonly updatedAt: number;
};
export type TagValue = {
	readonly uuid: string; readonly categoryUuid: string; readonly value: string; readonly description: string;
	readonly createdAt: number; readonly updatedAt: number; readonly filters?: string;
};

/** Categories and values of tags. Names are compared as Tenable does: by their exact letters. */
export type TagBook = {
	readonly categories: () => readonly TagCategory[];
	readonly values: () => readonly TagValue[];
	readonly category: (uuid: string) => TagCategory | undefined;
	readonly value: (uuid: string) => TagValue | undefined;
	readonly findCategory: (name: string) => TagCategory | undefined;
	readonly findValue: (categoryUuid: string, value: string) => TagValue | undefined;
	readonly saveCategory: (category: TagCategory) => void;
	readonly saveValue: (value: TagValue) => void;
	/** Its values go with it. */
	readonly removeCategory: (uuid: string) => void;
	readonly removeValue: (uuid: string) => void;
	/** The tags that an asset was generated with. */
	readonly baseTagsOf: (asset: OrganizationAsset) => readonly TagAssignment[];
	/** A uuid that no tag has had yet. */
	readonly newUuid: () => string;
};

/** The tags that every generated asset carries: category name → the value for an asset. */
const baseCategories: Readonly<Record<string, (asset: OrganizationAsset) => string>> = {
	'System': asset => asset.systemId,
	'Business Owner': asset => asset.businessOwner,
	'Technical Owner': asset => asset.technicalOwner,
	'Environment': asset => asset.environment,
	'Criticality': asset => asset.criticality,
	'Location': asset => asset.location,
	'Role': asset => asset.role.name,
};

export function createTagBook(organization: Organization): TagBook {
	const {seed} = organization;
	const categories = new Map<string, TagCategory>();
	const values = new Map<string, TagValue>();
	const valuesByText = new Map<string, TagValue>();
	const textKey = (categoryUuid: string, value: string) => `${categoryUuid}:${value}`;
	const madeAt = organization.now.getTime() - 900 * 86_400_000;
	const adminUuid = uuidOf(seed, 'user', 0);
	/** Also those that are gone: no uuid comes back. */
	const used = new Set<string>();
	let made = 0;
	const newUuid = () => {
		let uuid = uuidOf(seed, 'tag', made++);
		while (used.has(uuid)) uuid = uuidOf(seed, 'tag', made++);
		return uuid;
	};
	const book: TagBook = {
		categories: () => [...categories.values()],
		values: () => [...values.values()],
		category: uuid => categories.get(uuid),
		value: uuid => values.get(uuid),
		findCategory: name => categories.values().find(category => category.name === name),
		findValue: (categoryUuid, value) => valuesByText.get(textKey(categoryUuid, value)),
		saveCategory(category) {
			used.add(category.uuid);
			categories.set(category.uuid, category);
		},
		saveValue(value) {
			book.removeValue(value.uuid);
			used.add(value.uuid);
			values.set(value.uuid, value);
			valuesByText.set(textKey(value.categoryUuid, value.value), value);
		},
		removeCategory(uuid) {
			for (const value of values.values()) if (value.categoryUuid === uuid) book.removeValue(value.uuid);
			categories.delete(uuid);
		},
		removeValue(uuid) {
			const value = values.get(uuid);
			if (value === undefined) return;
			values.delete(uuid);
			valuesByText.delete(textKey(value.categoryUuid, value.value));
		},
		baseTagsOf: asset => Object.entries(baseCategories).flatMap(([name, valueOf]) => {
			const value = valuesByBaseText.get(textKey(name, valueOf(asset)));
			return value === undefined ? [] : [{valueUuid: value, addedAt: asset.firstSeen, addedBy: adminUuid}];
		}),
		newUuid,
	};
	// Kept apart from the values of today: a tag that was renamed still sits on the assets that were generated with it.
	const valuesByBaseText = new Map<string, string>();
	for (const [name, texts] of Object.entries(baseValues(organization))) {
		const category: TagCategory = {uuid: newUuid(), name, description: '', isReserved: false, createdAt: madeAt, updatedAt: madeAt};
		book.saveCategory(category);
		for (const text of new Set(texts)) {
			const value: TagValue = {uuid: newUuid(), categoryUuid: category.uuid, value: text, description: '', createdAt: madeAt, updatedAt: madeAt};
			book.saveValue(value);
			valuesByBaseText.set(textKey(name, text), value.uuid);
		}
	}
	return book;
}

function baseValues({systems}: Organization): Readonly<Record<string, readonly string[]>> {
	return {
		'System': systems.map(system => system.systemId),
		'Business Owner': systems.map(system => system.systemOwner.name),
		'Technical Owner': systems.flatMap(system => system.administrators.map(person => person.name)),
		'Environment': ['production', 'staging', 'development', 'test'],
		'Criticality': ['critical', 'high', 'medium', 'low'],
		'Location': locations,
		'Role': assetRoles.map(role => role.name),
	};
}
