import {quoteWord} from './quote-word.js';

/** A Parley command on one system, as a person can paste it: `parley systems test "Xacta 360"`. */
export const toCommand = (words: string, systemName: string, flags = ''): string =>
	`parley ${words} ${quoteWord(systemName)}${flags === '' ? '' : ` ${flags}`}`;
