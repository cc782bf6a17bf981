import {findClosestName} from '../text/closest-name.js';
import {conflictReasons, conflictTypes} from '../conflict.js';
import {severities, type ConflictCondition, type ConflictPredicate, type ValueMatch, type ValueSide} from './conflict-predicate.js';
import {entityDefinitions, entityTypes} from '../entity.js';
import {InvalidPredicate, invalidPredicate, type Token, type TokenValue} from './predicate-tokens.js';

/** A system as a predicate's text names it. */
export type NamedSystem = {readonly externalSystemId: number; readonly systemName: string};

const statuses = ['pending', 'resolved', 'ignored'] as const;
const units: Readonly<Record<string, number>> = {s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000};
const largestId = 2 ** 31 - 1;
const longestMs = 100 * 365 * 86_400_000;

type Reader = (value: TokenValue, token: Extract<Token, {readonly kind: 'condition'}>, systems: readonly NamedSystem[]) => ConflictPredicate;

/** A condition for each of the words between commas: any of them. */
const anyOf = (toCondition: (word: string) => ConflictCondition): Reader => (value, token) => {
	const words = value.form === 'bare' ? value.text.split(',').filter(word => word !== '') : [plain(value, token)];
	if (words.length === 0) throw invalidPredicate(`Nothing but commas stands after "${token.name}:".`, `Write the words between the commas: ${token.name}:a,b.`);
	const conditions = words.map(toCondition);
	const [only] = conditions;
	return only !== undefined && conditions.length === 1 ? only : {kind: 'any', of: conditions};
};

const readSide = (side: ValueSide): Reader => value => ({kind: 'value', side, is: toMatch(value)});

/** The names that stand before a colon, each with what it asks for. */
const readers: Readonly<Record<string, Reader>> = {
	system: (value, token, systems) => ({kind: 'system', externalSystemId: findSystem(plain(value, token), systems)}),
	entity: anyOf(word => ({kind: 'entity', entityType: oneOf('entity type', entityTypes, toSingular(word))})),
	field: (value, token) => {
		const field = plain(value, token);
		return {kind: 'field', field: value.form === 'bare' && (field === '(record)' || field === '-') ? null : field};
	},
	reason: anyOf(word => ({kind: 'reason', reason: oneOf('reason', conflictReasons, word)})),
	type: anyOf(word => ({kind: 'type', conflictType: oneOf('type of conflict', conflictTypes, word)})),
	status: anyOf(word => ({kind: 'status', status: oneOf('status', statuses, word)})),
	ours: readSide('internal'),
	internal: readSide('internal'),
	theirs: readSide('external'),
	external: readSide('external'),
	base: readSide('base'),
	older: (value, token) => ({kind: 'age', than: 'older', ms: toSpan(plain(value, token), token)}),
	newer: (value, token) => ({kind: 'age', than: 'newer', ms: toSpan(plain(value, token), token)}),
	severity: anyOf(word => ({kind: 'severity', level: oneOf('severity', severities, word.replace(/\+$/, '')), orAbove: word.endsWith('+')})),
	assigned: (value, token) => ({kind: 'assigned', to: value.form === 'bare' && value.text === 'nobody' ? null : plain(value, token)}),
	text: (value, token) => ({kind: 'text', text: value.form === 'part' ? value.text : plain(value, token)}),
	id: (value, token) => ({kind: 'ids', ids: plain(value, token).split(',').filter(word => word !== '').map(word => toWhole(word, token))}),
	version: (value, token) => ({kind: 'version', version: toWhole(plain(value, token), token)}),
};

const conditionNames = Object.keys(readers);

/** @throws VALUE_INVALID with what the condition takes */
export function toCondition(token: Extract<Token, {readonly kind: 'condition'}>, systems: readonly NamedSystem[]): ConflictPredicate {
	const reader = Object.hasOwn(readers, token.name) ? readers[token.name] : undefined;
	if (reader !== undefined) return readAt(token, () => reader(token.value, token, systems));
	const closest = findClosestName(token.name, conditionNames);
	throw invalidPredicate(
		`"${token.name}:" at character ${token.at + 1} is no condition.${closest === undefined ? '' : ` Did you mean "${closest}:"?`}`,
		`There are: ${conditionNames.join(', ')}. A text with a colon in it is put in quotes.`,
		token.at,
	);
}

/** Whatever is wrong with a condition is wrong where it begins. */
function readAt<T>({at}: Token, read: () => T): T {
	try {
		return read();
	} catch (error) {
		if (error instanceof InvalidPredicate && error.at === undefined) throw new InvalidPredicate(error.message, error.nextStep, at);
		throw error;
	}
}

function plain(value: TokenValue, token: Extract<Token, {readonly kind: 'condition'}>): string {
	if (value.form === 'bare' || value.form === 'quoted') return value.text;
	throw invalidPredicate(`"${token.text}" looks for a value, and ${token.name} is none.`, `"=" and "~" go with ours, theirs and base; write ${token.name}:… without them.`);
}

/** "poams" means "poam"; what is no entity type either way stays as it was typed. */
const toSingular = (word: string): string => entityTypes.find(type => entityDefinitions[type].plural === word.toLowerCase()) ?? word;

function oneOf<T extends string>(what: string, choices: readonly T[], typed: string): T {
	const wanted = typed.toLowerCase().replaceAll(/[ -]/g, '_');
	const found = choices.find(choice => choice === wanted);
	if (found !== undefined) return found;
	const closest = findClosestName(wanted, choices);
	throw invalidPredicate(`"${typed}" is no ${what}.${closest === undefined ? '' : ` Did you mean "${closest}"?`}`, `There are: ${choices.join(', ')}.`);
}

/** By its whole name in any case, else by a part of it that only one has; "#3" is a system by its number. */
function findSystem(typed: string, systems: readonly NamedSystem[]): number {
	const wanted = typed.toLowerCase();
	const byNumber = /^#(\d{1,9})$/.exec(typed)?.[1];
	if (byNumber !== undefined) return Number(byNumber);
	const exact = systems.find(system => system.systemName.toLowerCase() === wanted);
	const similar = systems.filter(system => system.systemName.toLowerCase().includes(wanted));
	const [only] = similar;
	if (exact !== undefined) return exact.externalSystemId;
	if (only !== undefined && similar.length === 1) return only.externalSystemId;
	const names = (similar.length > 1 ? similar : systems).map(system => `"${system.systemName}"`).join(', ');
	throw invalidPredicate(
		similar.length > 1 ? `"${typed}" may be any of several systems.` : `No system is called "${typed}".`,
		names === '' ? 'There is no system yet.' : `${similar.length > 1 ? 'Name one of' : 'There are'}: ${names}.`,
	);
}

function toMatch(value: TokenValue): ValueMatch {
	switch (value.form) {
		case 'json':
			return {match: 'is', value: value.value};
		case 'part':
			return {match: 'contains', text: value.text};
		case 'quoted':
			return {match: 'reads', text: value.text};
		case 'bare':
			if (value.text === 'null') return {match: 'is', value: null};
			return value.text === 'absent' ? {match: 'absent'} : {match: 'reads', text: value.text};
	}
}

function toSpan(typed: string, token: Token): number {
	const [, digits, unit = ''] = /^(\d{1,10})([smhdw])$/.exec(typed) ?? [];
	const ms = Number(digits) * (units[unit] ?? Number.NaN);
	if (ms <= longestMs) return ms;
	throw invalidPredicate(`"${typed}" at character ${token.at + 1} is no span of time${ms > longestMs ? ' within a hundred years' : ''}.`, 'Write a number and a unit: 30m, 3h, 2d, 1w.');
}

function toWhole(typed: string, token: Token): number {
	const number = Number(typed.replace(/^#/, ''));
	if (Number.isInteger(number) && number > 0 && number <= largestId) return number;
	throw invalidPredicate(`"${typed}" at character ${token.at + 1} is no whole number above 0.`, 'Write the numbers with commas between them, and without blanks: id:12,15,20.');
}
