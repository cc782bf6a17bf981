import {entityTypes} from '../../core/entity.js';
import type {Flag, FlagValues} from '../command.js';
import {readCount} from './read-flags.js';

export const systemFlag: Flag = {type: 'string', placeholder: 'NAME', names: 'systems', help: 'Only this external system.'};
export const entityFlag: Flag = {type: 'string', placeholder: 'TYPE', choices: entityTypes, help: 'Only this entity type.'};

/** Rows of a page where nobody says how many. */
const usualLimit = 50;

/** How long one page of a list is, and where it goes on. */
export const pageFlags: Readonly<Record<'limit' | 'after', Flag>> = {
	limit: {type: 'number', default: usualLimit, help: 'At most so many rows.'},
	after: {type: 'number', help: 'Go on after this row of an earlier page.'},
};

export const readLimit = (flags: FlagValues): number => readCount(flags, 'limit', 1) ?? usualLimit;

/** The key after which the page begins; undefined is the start of the list. */
export const readAfter = (flags: FlagValues): number | undefined => readCount(flags, 'after', 0);
