import type {SeenDatabase} from '../../core/host-memory.js';

/** What is found in the database now. */
export type FoundDatabase = {
	readonly installationId: string;
	/** Its records are tied to those of other systems: an empty one has nothing to forget. */
	readonly hasLinks: boolean;
	/** What stands there of the witness that this host remembers. */
	readonly mark: Pick<SeenDatabase, 'number' | 'mark'> | undefined;
};

/**
 * Why the database is not the one, or is older than the one, that this host has seen; undefined when it goes on from there,
 * and for a host that has seen none. A mark is kept here only once it is committed there, so one that is missing was taken back:
 * a crash on either side leaves the database ahead, never behind. Pure.
 */
export function judgeRestore(seen: SeenDatabase | undefined, found: FoundDatabase): string | undefined {
	if (seen === undefined) return undefined;
	if (seen.installationId !== found.installationId) return found.hasLinks ? `It is another installation than the one that this host saw there at ${seen.markedAt}, and has records that are tied to other systems.` : undefined;
	const {mark} = found;
	if (mark === undefined) return `Nothing is left in it of what this host saw from its first look to ${seen.markedAt}.`;
	if (mark.number < seen.number || (mark.number === seen.number && mark.mark !== seen.mark)) return `It does not know what this host saw at ${seen.markedAt} (mark ${seen.number}; it knows ${mark.number}).`;
	return undefined;
}
