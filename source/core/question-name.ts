import {hash} from 'node:crypto';
import {toStorableText} from './canonical.js';

/** Characters that a question keeps of the id that it is about. */
const room = 255;
const keptOfLonger = 200;
const shortened = /… [0-9a-f]{32}$/;

/**
 * How a question names the external record that it is about: by its id, and where that is longer than there is room for, by
 * its beginning and a digest, so that no two records share a question. Pure; the same id has the same name for ever.
 */
export function toQuestionName(externalId: string): string {
	const id = toStorableText(externalId);
	return id.length <= room ? id : `${id.slice(0, keptOfLonger).toWellFormed()}… ${hash('sha256', id, 'hex').slice(0, 32)}`;
}

/** Whether it names a record without being its id: nothing can be read, linked or created by it. */
export const isShortened = (name: string): boolean => name.length > keptOfLonger && shortened.test(name);
