import type {Connector} from '../../source/core/connector.js';
import type {JsonObject, JsonValue} from '../../source/core/json.js';
import {systemClock} from '../../source/core/process/system-clock.js';
import {xactaRestConnector} from '../../source/connectors/xacta-rest/xacta-rest-connector.js';
import {startXactaRestSimulator, type XactaRestOptions, type XactaRestSimulator} from '../../source/simulator/xacta-rest/start-xacta-rest-simulator.js';
import {recordingContext, type RecordingContext} from './connector-context.js';
import {openXactaWorld, type XactaWorld} from './xacta.js';

// What a server sent is whatever it sent; a test says what it expects of it.
// oxlint-disable-next-line typescript/no-explicit-any
export type Sent = any;

export type Reply = {readonly status: number; readonly body: Sent};

export type XactaRestWorld = {
	/** The tables, seen through SQL. */
	readonly tables: XactaWorld;
	/** The same tables, seen through the API. */
	readonly rest: XactaRestSimulator;
	/** A client of its own, on the path below /api. Give `headers` to replace key and user. */
	readonly call: (method: string, path: string, items?: JsonValue, headers?: Readonly<Record<string, string>>) => Promise<Reply>;
	/** One POA&M as the API shows it, by its id in the tables. */
	readonly poam: (poamId: string) => Promise<Sent>;
	readonly connect: (config?: JsonObject) => {readonly connector: Connector; readonly context: RecordingContext};
	readonly close: () => Promise<void>;
};

type WorldOptions = Parameters<typeof openXactaWorld>[0] & Pick<XactaRestOptions, 'settings' | 'tls'>;

/** A simulated Xacta of its own, behind SQL and the API at once. */
export async function openXactaRestWorld({settings, tls, ...options}: WorldOptions = {}): Promise<XactaRestWorld> {
	const tables = await openXactaWorld(options);
	const {clock = systemClock} = options;
	const rest = await startXactaRestSimulator({
		organization: tables.organization, databaseUrl: tables.adminUrl, clock, ...(settings === undefined ? {} : {settings}), ...(tls === undefined ? {} : {tls}),
	});
	const connectors: Connector[] = [];
	const call: XactaRestWorld['call'] = async (method, path, items, headers) => {
		const response = await fetch(`${rest.url}/api${path}`, {
			method, headers: {'content-type': 'application/json', ...(headers ?? {'api-key': rest.apiKey, 'user-uid': 'a.tester'})},
			...(items === undefined ? {} : {body: JSON.stringify(items)}),
		});
		return {status: response.status, body: await response.json()};
	};
	return {
		tables, rest, call,
		poam: async poamId => {
			const [system, poam] = (await rest.idOf(poamId)).split(':');
			return (await call('GET', `/systems/${system}/poams/${poam}`)).body.data;
		},
		connect(config = {}) {
			const context = recordingContext({systemType: 'xacta', authenticationMethod: 'rest', apiBaseUrl: rest.url, connectionConfig: {api_key: rest.apiKey, user_uid: 'parley', ...config}}, clock);
			const connector = xactaRestConnector.create(context);
			connectors.push(connector);
			return {connector, context};
		},
		async close() {
			await Promise.all(connectors.map(connector => connector.close()));
			await rest.close();
			await tables.close();
		},
	};
}
