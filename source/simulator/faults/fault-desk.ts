import {isJsonObject, type JsonValue} from '../../core/json.js';
import {Draw} from '../random.js';
import {parseFault, type Fault} from './fault.js';

/** When something goes wrong. Without `match` every request of the API is meant; without `rate` each one that matches. */
export type FaultRule = {
	readonly match?: {
		readonly method?: string;
		/** A path in which "*" stands for one part: "/vulns/export/(*)/status", without the parentheses. */
		readonly path?: string;
	};
	/** Share of the matching requests, 0 to 1. */
	readonly rate?: number;
	/** So many matching requests pass first. */
	readonly skip?: number;
	/** Then it happens at most so often. */
	readonly times?: number;
	readonly fault: Fault;
};

export type FaultDesk = {
	/** Replaces all rules. */
	readonly set: (rules: readonly FaultRule[]) => void;
	/** What goes wrong with this request: the first rule that fires, and every later one of another kind. */
	readonly fire: (method: string, path: string) => readonly Fault[];
	/** Each rule with how often it matched and fired. */
	readonly report: () => ReadonlyArray<{readonly rule: FaultRule; readonly matched: number; readonly fired: number}>;
};

export function createFaultDesk(seed: number): FaultDesk {
	let entries: Array<{readonly rule: FaultRule; readonly draw: Draw; matched: number; fired: number}> = [];
	return {
		set(rules) {
			entries = rules.map((rule, index) => ({rule, draw: new Draw(seed, 'fault', index), matched: 0, fired: 0}));
		},
		fire(method, path) {
			const fired = new Map<Fault['kind'], Fault>();
			for (const entry of entries) {
				const {match = {}, rate = 1, skip = 0, times = Number.POSITIVE_INFINITY, fault} = entry.rule;
				if (match.method !== undefined && match.method !== method) continue;
				if (match.path !== undefined && !matchesPath(match.path, path)) continue;
				entry.matched += 1;
				if (entry.matched <= skip || entry.fired >= times || !entry.draw.chance(rate)) continue;
				if (fired.has(fault.kind)) continue;
				entry.fired += 1;
				fired.set(fault.kind, fault);
			}
			return [...fired.values()];
		},
		report: () => entries.map(({rule, matched, fired}) => ({rule, matched, fired})),
	};
}

function matchesPath(pattern: string, path: string): boolean {
	const wanted = pattern.split('/');
	const parts = path.split('/');
	return wanted.length === parts.length && wanted.every((part, place) => part === '*' || part === parts[place]);
}

/** Reads `{"rules": [...]}`, or says in a sentence what is wrong with it. */
export function parseFaultRules(value: JsonValue | undefined): readonly FaultRule[] | string {
	const list = isJsonObject(value) ? value['rules'] : undefined;
	if (!Array.isArray(list)) return 'Send {"rules": [{"match": {"method", "path"}, "rate", "skip", "times", "fault": {"kind"}}]}.';
	const rules: FaultRule[] = [];
	for (const item of list as readonly JsonValue[]) {
		const rule = parseRule(item);
		if (typeof rule === 'string') return rule;
		rules.push(rule);
	}
	return rules;
}

function parseRule(item: JsonValue): FaultRule | string {
	if (!isJsonObject(item)) return 'A rule is an object with a "fault".';
	const fault = parseFault(item['fault']);
	if (typeof fault === 'string') return fault;
	for (const name of ['rate', 'skip', 'times']) {
		if (item[name] !== undefined && typeof item[name] !== 'number') return `"${name}" of a rule is a number.`;
	}
	const match = item['match'] ?? {};
	if (!isJsonObject(match) || Object.values(match).some(text => typeof text !== 'string')) return '"match" of a rule holds texts: "method", "path".';
	const unknown = [...Object.keys(item).filter(key => !['match', 'rate', 'skip', 'times', 'fault'].includes(key)), ...Object.keys(match).filter(key => !['method', 'path'].includes(key))];
	if (unknown.length > 0) return `A rule has no "${unknown.join('", "')}".`;
	return {...item, fault} as FaultRule;
}
