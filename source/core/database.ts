import type {SchemaState} from './migration.js';
import type {Stores} from './stores/stores.js';

/** What changed, as told by the database when a transaction commits. */
export type ChangeTopic = 'conflicts' | 'operations' | 'systems' | 'calls' | 'rules' | 'records' | 'daemons';
export type ChangeEvent = {readonly topic: ChangeTopic};

export type ConnectionState = 'live' | 'lost';

export type Database = {
	/** Each call is a transaction of its own. */
	readonly stores: Stores;
	/**
	 * Runs `work` in one transaction: all of it is kept, or none. It is run again, from its beginning, when the database chose
	 * the transaction to give way to another program's; so it touches nothing but these stores.
	 */
	readonly transact: <T>(work: (stores: Stores) => Promise<T>) => Promise<T>;
	/**
	 * Tells what other transactions, of any process, changed. Reconnects by itself; `onState` says when changes may have
	 * been missed ("lost") and when everything has to be read again ("live").
	 */
	readonly listen: (onChange: (event: ChangeEvent) => void, onState?: (state: ConnectionState) => void) => Promise<() => Promise<void>>;
	readonly schemaState: () => Promise<SchemaState>;
	readonly close: () => Promise<void>;
};
