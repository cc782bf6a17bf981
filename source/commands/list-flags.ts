import {entityTypes} from '../core/entity.js';
import type {Flag} from './command.js';

export const systemFlag: Flag = {type: 'string', placeholder: 'NAME', help: 'Only this external system.'};
export const entityFlag: Flag = {type: 'string', placeholder: 'TYPE', choices: entityTypes, help: 'Only this entity type.'};

/** How long one page of a list is, and where it goes on. */
export const pageFlags: Readonly<Record<'limit' | 'after', Flag>> = {
	limit: {type: 'number', default: 50, help: 'At most so many rows.'},
	after: {type: 'number', help: 'Go on after this row of an earlier page.'},
};
