import {NotCanonical, toCanonical} from '../../core/canonical.js';
import type {FieldKind} from '../../core/entity.js';
import {isSameValue} from '../../core/is-same-value.js';
import type {JsonValue} from '../../core/json.js';

/** Why a rule's value is none that a field of this kind ever holds, after "has"; such a rule would hold for no record. */
export function explainForeign(kind: FieldKind, value: JsonValue): readonly string[] {
	try {
		const held = toCanonical(kind, value);
		return isSameValue(held, value) ? [] : [`has ${JSON.stringify(value)}: write it as ${JSON.stringify(held)}`];
	} catch (error) {
		if (error instanceof NotCanonical) return [`has a value that the field cannot hold: ${error.message.replace(/\.$/, '')}`];
		throw error;
	}
}
