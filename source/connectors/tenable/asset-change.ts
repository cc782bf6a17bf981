import type {JsonObject, JsonValue} from '../../core/json.js';
import {isSameName, toTagFields} from './map.js';
import type {AssetState} from './asset-client.js';

/** One field of an asset as it shall become. */
export type AssetChange =
	/** Exactly these values in this category; none takes all away. */
	| {readonly kind: 'tags'; readonly category: string; readonly values: readonly string[]}
	| {readonly kind: 'acr'; readonly score: number}
	/** Null takes the value away. */
	| {readonly kind: 'attribute'; readonly name: string; readonly value: string | null};

export type ParsedChanges = {readonly changes: readonly AssetChange[]; readonly problems: readonly string[]};

/** The fields of an asset that are ours to name. */
export type OwnFields = {readonly categories: readonly string[]; readonly attributes: readonly string[]};

const tagPrefix = 'tag.';
const attributePrefix = 'attribute.';
const longestTagValue = 50;

export const toWritableFields = ({categories, attributes}: OwnFields): readonly string[] =>
	['acr_score', ...categories.map(category => tagPrefix + category), ...attributes.map(attribute => attributePrefix + attribute)];

/** What the changed fields ask for, or why Tenable cannot do it. */
export function parseChanges(fields: JsonObject, own: OwnFields): ParsedChanges {
	const changes: AssetChange[] = [];
	const problems: string[] = [];
	for (const [field, value] of Object.entries(fields)) {
		const change = parseChange(field, value, own);
		if (typeof change === 'string') problems.push(change);
		else changes.push(change);
	}

	return {changes, problems};
}

function parseChange(field: string, value: JsonValue, {categories, attributes}: OwnFields): AssetChange | string {
	if (field === 'acr_score') return parseAcr(value);
	const attribute = attributes.find(name => attributePrefix + name === field);
	if (attribute !== undefined) return parseAttribute(attribute, value);
	const category = categories.find(name => tagPrefix + name === field);
	if (category === undefined) return `Tenable has no way to set "${field}" of an asset.`;
	if (value !== null && typeof value !== 'string') return `A value of tag category "${category}" is a text, not ${JSON.stringify(value)}.`;
	const values = splitTagValues(value);
	const tooLong = values.find(text => text.length > longestTagValue);
	if (tooLong !== undefined) return `"${tooLong}" is too long for tag category "${category}": at most ${longestTagValue} characters.`;
	return {kind: 'tags', category, values};
}

function parseAttribute(name: string, value: JsonValue): AssetChange | string {
	if (value !== null && typeof value !== 'string') return `A value of custom attribute "${name}" is a text, not ${JSON.stringify(value)}.`;
	return {kind: 'attribute', name, value: value === '' ? null : value};
}

function parseAcr(value: JsonValue): AssetChange | string {
	if (value === null) return 'A criticality rating cannot be taken away, only changed.';
	const score = Number(value);
	if (typeof value === 'object' || typeof value === 'boolean' || !Number.isInteger(score) || score < 1 || score > 10) return `A criticality rating is a whole number from 1 to 10, not ${JSON.stringify(value)}.`;
	return {kind: 'acr', score};
}

/** A tag value cannot hold a comma, so that a list of them is one text. */
const splitTagValues = (text: string | null): readonly string[] => [...new Set((text ?? '').split(',').map(part => part.trim()).filter(part => part !== ''))];

/** The value of a writable field as Tenable now has it; undefined where Tenable does not tell. */
export function currentValue(field: string, {assignments, details, attributes}: AssetState): JsonValue | undefined {
	if (field === 'acr_score') return details?.['acr_score'];
	if (field.startsWith(attributePrefix)) return attributes.find(({name}) => attributePrefix + name === field)?.value;
	const category = field.slice(tagPrefix.length);
	const tags = assignments.map(tag => ({key: tag.category, value: tag.value}));
	return toTagFields(tags, [category])[category];
}

/** Whether two values of a writable field say the same: tags as sets without their case, ratings as numbers, attributes by the letter. */
export function isSameAssetValue(field: string, left: JsonValue | undefined, right: JsonValue | undefined): boolean {
	const isLeftEmpty = left === undefined || left === null || left === '';
	const isRightEmpty = right === undefined || right === null || right === '';
	if (isLeftEmpty || isRightEmpty) return isLeftEmpty && isRightEmpty;
	if (field === 'acr_score') return Number(left) === Number(right);
	if (field.startsWith(attributePrefix)) return left === right;
	const [leftTags, rightTags] = [splitTagValues(String(left)), splitTagValues(String(right))];
	return leftTags.length === rightTags.length && leftTags.every(tag => rightTags.some(other => isSameName(tag, other)));
}
