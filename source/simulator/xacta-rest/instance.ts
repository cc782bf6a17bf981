import type {Pool} from 'pg';
import type {Clock} from '../../core/process/clock.js';
import type {JsonObject} from '../../core/json.js';
import type {InstanceSettings} from './settings.js';
import type {DateCodec} from './unix-date.js';

/** What stands behind the routes: the tables, how this instance is set, and its time. */
export type Instance = {readonly pool: Pool; readonly settings: InstanceSettings; readonly codec: DateCodec; readonly clock: Clock};

/** One request, as a handler sees it. */
export type Call = {
	readonly params: Readonly<Record<string, string>>;
	readonly query: URLSearchParams;
	/** The items of a write; empty for a GET. */
	readonly items: readonly JsonObject[];
	/** For whom a client writes. */
	readonly user: string;
};
