import type {JsonValue} from '../../core/json.js';
import {safe} from '../text/safe.js';
import type {EditedValue} from '../store/overlay.js';

/** What was typed as a value of a field. Text is taken to the letter; what is no text is typed as JSON. */
export function parseValue(typed: string, isJson: boolean): EditedValue {
	if (!isJson) return {value: typed};
	try {
		const value: JsonValue = JSON.parse(typed);
		return {value};
	} catch {
		// Only the syntax can be wrong: whether the field takes the value, the operation says.
		return {problem: safe('This is no JSON: text stands in "quotes", a list in [brackets].')};
	}
}
