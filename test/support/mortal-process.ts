import type {Connector} from '../../source/core/connector.js';
import type {Database} from '../../source/core/database.js';
import type {Stores} from '../../source/core/stores/stores.js';

/** Thrown where a process of Parley would have ended; nothing may answer it but the test. */
export class Death extends Error {}

/** How often something was asked for, and what happens to one of those times. */
export type Mortal = {
	/** Called before and after each call of a store, each commit and each request to the other side: where a process may die. */
	readonly step: (place: string) => void;
	readonly isDead: () => boolean;
};

/** Dies at the `at`-th place it passes, and is dead from then on; `at` undefined: lives. */
export function createMortal(at: number | undefined, onPlace: (place: string, count: number) => void = () => {}): Mortal {
	let passed = 0;
	let isDead = false;
	return {
		step: place => {
			if (isDead) throw new Death(`dead since place ${at}`);
			passed += 1;
			onPlace(place, passed);
			if (passed !== at) return;
			isDead = true;
			throw new Death(`died at place ${passed}: ${place}`);
		},
		isDead: () => isDead,
	};
}

/** A database as one process sees it: once the process is dead, nothing of it is done any more, and what is open is rolled back. */
export function asSeenBy(database: Database, mortal: Mortal): Database {
	return {
		...database,
		stores: wrapStores(database.stores, mortal, ''),
		transact: async work => {
			const result = await database.transact(async stores => {
				mortal.step('transaction begins');
				const done = await work(wrapStores(stores, mortal, 'in a transaction: '));
				mortal.step('before commit');
				return done;
			});
			mortal.step('after commit');
			return result;
		},
	};
}

const wrapStores = (stores: Stores, mortal: Mortal, prefix: string): Stores =>
	Object.fromEntries(Object.entries(stores).map(([name, store]) => [name, wrapStore(store, mortal, `${prefix}${name}`)])) as Stores;

function wrapStore<T extends object>(store: T, mortal: Mortal, name: string): T {
	return Object.fromEntries(Object.entries(store).map(([verb, work]: [string, unknown]) => {
		if (typeof work !== 'function') return [verb, work];
		const mortalWork = async (...args: readonly unknown[]): Promise<unknown> => {
			mortal.step(`before ${name}.${verb}`);
			const result: unknown = await work(...args);
			mortal.step(`after ${name}.${verb}`);
			return result;
		};
		return [verb, mortalWork];
	})) as T;
}

/** The same for the other side; what it was told before the death it keeps. */
export const connectorSeenBy = (connector: Connector, mortal: Mortal): Connector => ({
	...connector,
	list: async request => surround(mortal, 'list', () => connector.list(request)),
	read: async (entityType, externalId, signal) => surround(mortal, 'read', () => connector.read(entityType, externalId, signal)),
	write: async request => surround(mortal, 'write', () => connector.write(request)),
});

async function surround<T>(mortal: Mortal, verb: string, work: () => Promise<T>): Promise<T> {
	mortal.step(`before ${verb}`);
	const result = await work();
	mortal.step(`after ${verb}`);
	return result;
}
