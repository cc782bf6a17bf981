import {hash} from 'node:crypto';
import {toCanonicalJson} from '../../core/json.js';
import type {Pair} from '../pair.js';

/**
 * Under which rules a page was read: what they make of a record, and which records they leave out. A run that goes on under
 * others would take pages for looked at that it has not looked at so.
 */
export const toRulesMark = ({mapper, policy}: Pick<Pair, 'mapper' | 'policy'>): string =>
	hash('sha256', `${mapper.rules}\n${toCanonicalJson(policy.filters)}`, 'hex').slice(0, 16);
