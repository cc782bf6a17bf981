import {isNarrow} from '../text/narrow.js';

type Measure = (text: string, options?: {readonly countAnsiEscapeCodes?: boolean}) => number;

const sgr = /\u001B\[[\d;]*m/g;

/**
 * Stands in for the `string-width` package in the bundle, for Ink and ours alike. Its patterns take 40 ms to compile, and
 * hardly a text needs them: they are left until the first one that does.
 */
const measure: Measure = (text, options) => {
	const plain = options?.countAnsiEscapeCodes === true ? text : text.replace(sgr, '');
	return isNarrow(plain) ? plain.length : exact()(text, options);
};
export default measure;

let loaded: Measure | undefined;

function exact(): Measure {
	// By its path, since its name leads here.
	loaded ??= (require('../../../node_modules/string-width/index.js') as {readonly default: Measure}).default;
	return loaded;
}
