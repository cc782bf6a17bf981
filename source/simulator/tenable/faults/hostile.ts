import type {JsonObject} from '../../../core/json.js';
import type {Draw} from '../../random.js';

const escape = '\u001b';

/** Texts that attack a terminal, a log or a database that takes them as they are. */
const hostileTexts: readonly string[] = [
	`${escape}[2J${escape}[1;1Hcleared`,
	`${escape}]0;title\u0007`,
	`${escape}]52;c;cm0gLXJmIC8=\u0007`,
	`${escape}]8;;http://attacker.example\u0007click${escape}]8;;\u0007`,
	`${escape}[6n`,
	'\u009b31mred',
	'safe\u202Egnp.exe',
	'zero\u200Bwidth\uFEFF',
	`tag${String.fromCodePoint(0xe0041, 0xe0042)}`,
	'nul\u0000byte',
	'line\r\nsecond\u2028third',
	`z${'\u0301'.repeat(60)}algo`,
	'\'; drop table users; --',
	'=cmd|\'/c calc\'!A1',
	'{{constructor.constructor("return process")()}}',
	`long ${'x'.repeat(5000)}`,
];

/** One record whose texts attack; sometimes with keys that pollute prototypes or with half of a surrogate pair. */
export function hostile(record: JsonObject, draw: Draw): string {
	const text = draw.pick(hostileTexts);
	const infected: JsonObject = record['plugin'] === undefined
		? {...record, hostnames: [text], operating_systems: [text], netbios_names: [text]}
		: {...record, output: text};
	const json = JSON.stringify(infected);
	switch (draw.integer(0, 3)) {
		case 0: return json.replace('{', '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},');
		// Written by hand: `JSON.stringify` and UTF-8 both mend lone surrogates.
		case 1: return json.replace('{', '{"lone":"\\ud800","reversed":"\\udc00\\ud800",');
		default: return json;
	}
}
