import type {ConnectorOption} from '../core/connector.js';
import type {ExternalSystem} from '../core/external-system.js';
import type {JsonValue} from '../core/json.js';

/**
 * What of a `connection_config` may be shown. A secret shows only that it is set; so does everything that no option
 * declares, because nobody said that it is none. A password inside an address is hidden as well.
 */
export function maskConnection({connectionConfig}: ExternalSystem, options: readonly ConnectorOption[]): Readonly<Record<string, string>> {
	const declared = new Map(options.map(option => [option.name, option]));
	const names = new Set([...declared.keys(), ...Object.keys(connectionConfig)]);
	return Object.fromEntries([...names].map(name => [name, show(connectionConfig[name], declared.get(name)?.isSecret ?? true)]));
}

function show(value: JsonValue | undefined, isSecret: boolean): string {
	if (value === undefined || value === null || value === '') return '';
	if (isSecret) return '***';
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	return text.replaceAll(/(\/\/[^/\s:@]*:)[^/\s@]+@/g, '$1***@');
}
