import {RE2JS} from 're2js';
import type {JsonValue} from '../../core/json.js';
import type {ValidationRule} from '../../core/mapping.js';

/** Why a value is refused, as a sentence; undefined when it passes. `null` passes every rule. */
export type Validate = (value: JsonValue) => string | undefined;

/** Compiles a rule once, for use on many values. */
export function compileValidation(rule: ValidationRule): Validate {
	const validate = compileRule(rule);
	return value => (value === null ? undefined : validate(value));
}

const lengthOf = (value: JsonValue): number => (Array.isArray(value) ? value.length : [...String(value)].length);

function compileRule(rule: ValidationRule): Validate {
	switch (rule.type) {
		case 'max_length':
			return value => (!(typeof value === 'string' && value.length <= rule.value) && lengthOf(value) > rule.value ? `is longer than ${rule.value}` : undefined);
		case 'min_length':
			return value => (lengthOf(value) < rule.value ? `is shorter than ${rule.value}` : undefined);
		case 'range':
			return value => {
				if (typeof value !== 'number') return 'is not a number';
				if (rule.min !== undefined && value < rule.min) return `is below ${rule.min}`;
				return rule.max !== undefined && value > rule.max ? `is above ${rule.max}` : undefined;
			};
		case 'one_of':
			return value => (rule.values.includes(value) ? undefined : `is none of ${rule.values.map(String).join(', ')}`);
		case 'pattern': {
			const pattern = RE2JS.compile(rule.value);
			return value => (pattern.matcher(String(value)).find() ? undefined : `does not match ${rule.value}`);
		}
	}
}
