import type {JsonValue} from '../../core/json.js';
import type {RowKey} from './select-statements.js';

/** The parts of a key joined by ":"; a ":" or "%" inside a part is escaped, so that no two keys share an id. */
export const toExternalId = (key: RowKey): string =>
	key.map(part => partText(part).replaceAll('%', '%25').replaceAll(':', '%3A')).join(':');

/** The key that an id names, as texts; undefined when it cannot name one of that many parts. */
export function parseExternalId(externalId: string, partCount: number): RowKey | undefined {
	const parts = externalId.split(':');
	if (parts.length !== partCount) return undefined;
	return parts.map(part => part.replaceAll(/%3A/gi, ':').replaceAll('%25', '%'));
}

const partText = (part: JsonValue): string => (typeof part === 'string' ? part : JSON.stringify(part));
