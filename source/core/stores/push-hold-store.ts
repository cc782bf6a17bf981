import type {EntityType} from '../entity.js';
import type {SeenDatabase} from '../host-memory.js';

/** Why nothing may leave: this database is older than what a host has seen of it. */
export type PushHold = {readonly noticedAt: Date; readonly noticedBy: string; readonly evidence: string};

export type UnreadPair = {readonly systemName: string; readonly entityType: EntityType};

export type PushHoldStore = {
	readonly findOpen: () => Promise<PushHold | undefined>;
	/** Whether a restore was noticed, by whatever host, after that time; `at` as the database writes it. */
	readonly isNoticedSince: (at: string) => Promise<boolean>;
	/** False, and nothing done, where one is open. */
	readonly open: (hold: Pick<PushHold, 'noticedBy' | 'evidence'>) => Promise<boolean>;
	/** From here on writes are marked otherwise: what was made and forgotten before is known to be lost. */
	readonly release: (by: {readonly username: string; readonly note: string | undefined}) => Promise<void>;
	/** Active pairs that take records in and were not read in full since then. */
	readonly listUnreadSince: (at: Date) => Promise<readonly UnreadPair[]>;
	/** `hasLinks`: records of it are tied to those of other systems. `markerTag`: with what the markers of its writes begin. */
	readonly readInstallation: () => Promise<{readonly id: string; readonly hasLinks: boolean; readonly markerTag: string}>;
	/** Those of these markers by which no write of ours is known. */
	readonly listUnknownMarkers: (markers: readonly string[]) => Promise<readonly string[]>;
	/** Holds the mark until the transaction ends. */
	readonly lockMark: (witnessId: string) => Promise<Pick<SeenDatabase, 'number' | 'mark'> | undefined>;
	/** The next mark of this witness, or its first. */
	readonly leaveMark: (witness: {readonly id: string; readonly host: string; readonly mark: string}) => Promise<Pick<SeenDatabase, 'number' | 'mark' | 'markedAt'>>;
};
