import {isJsonObject, type JsonObject, type JsonValue} from '../../core/json.js';
import {json, nothing} from '../http/body-reader.js';
import type {HttpClient} from '../http/http-client.js';
import type {FindingId} from './finding-id.js';
import {parseRules, parseScanNames, type RuleOnWire} from './rule-wire.js';

/** The endpoints of rules on findings and of scans that verify a fix. All failures are AppErrors. */
export type FindingClient = {
	/** Every rule, whoever made it, that names the finding's plugin and asset. */
	readonly searchRules: (finding: FindingId, signal: AbortSignal) => Promise<readonly RuleOnWire[]>;
	readonly createRule: (rule: JsonObject, signal: AbortSignal) => Promise<void>;
	readonly replaceRule: (ruleId: string, rule: JsonObject, signal: AbortSignal) => Promise<void>;
	/** Also when it is gone already. */
	readonly removeRule: (ruleId: string, signal: AbortSignal) => Promise<void>;
	/** Where a scan finds the asset: its first address, else its first name; undefined when Tenable does not tell. */
	readonly findTarget: (assetId: string, signal: AbortSignal) => Promise<string | undefined>;
	readonly listScanNames: (signal: AbortSignal) => Promise<readonly string[]>;
	readonly requestScan: (request: {readonly template: string; readonly name: string; readonly target: string; readonly pluginId: string}, signal: AbortSignal) => Promise<void>;
};

const rulesPerPage = 500;
/** The newest come first. */
const listedScans = 200;

export function createFindingClient(http: HttpClient): FindingClient {
	return {
		async searchRules({externalId, pluginId, assetId}, signal) {
			const filter = {and: [{property: 'definition.id', operator: 'eq', value: pluginId}, {property: 'asset.id', operator: 'eq', value: [assetId]}]};
			const found: RuleOnWire[] = [];
			for (let next: string | undefined; ;) {
				const {value} = await http.send({
					method: 'POST', path: 'v1/recast/rules/search', isRepeatable: true, isQuestion: true, purpose: `look up the rules for finding ${externalId}`, reader: json(parseRules),
					json: {resource_type: ['HOST'], filter, limit: rulesPerPage, ...(next === undefined ? {} : {next})}, signal,
				});
				found.push(...value.rules);
				if (value.next === undefined || value.rules.length === 0) return found;
				next = value.next;
			}
		},
		async createRule(rule, signal) {
			// A second one is refused as a duplicate, which the caller looks up.
			await http.send({method: 'POST', path: 'v1/recast/rules', json: rule, isRepeatable: true, purpose: 'create a rule for a finding', reader: nothing(), signal});
		},
		async replaceRule(ruleId, rule, signal) {
			await http.send({method: 'PUT', path: `v1/recast/rules/${ruleId}`, json: rule, isRepeatable: false, purpose: `change rule ${ruleId}`, reader: nothing(), signal});
		},
		async removeRule(ruleId, signal) {
			await http.send<'gone' | undefined>({
				method: 'DELETE', path: `v1/recast/rules/${ruleId}`, purpose: `withdraw rule ${ruleId}`, reader: nothing(),
				recover: ({status}) => (status === 404 ? 'gone' : undefined), signal,
			});
		},
		async findTarget(assetId, signal) {
			const {value: details} = await http.send<JsonValue>({
				method: 'GET', path: `assets/${assetId}`, purpose: `read asset ${assetId}`, reader: json(),
				recover: ({status}) => (status === 404 ? 'none' : undefined), signal,
			});
			if (!isJsonObject(details)) return undefined;
			return ['ipv4', 'fqdn', 'hostname'].flatMap(name => details[name] ?? []).find(value => typeof value === 'string' && value !== '') as string | undefined;
		},
		async listScanNames(signal) {
			const {value} = await http.send({method: 'GET', path: 'scans/remediation', search: {limit: listedScans}, purpose: 'list the remediation scans', reader: json(parseScanNames), signal});
			return value;
		},
		async requestScan({template, name, target, pluginId}, signal) {
			await http.send({
				method: 'POST', path: 'scans/remediation', json: {uuid: template, settings: {name, text_targets: target}, enabled_plugins: [Number(pluginId)]},
				purpose: `request the scan "${name}"`, reader: nothing(), signal,
			});
		},
	};
}
