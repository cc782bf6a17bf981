import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {heapGrowthAtWork, setHeapGrowth} from './bound-heap.js';

/** As `heapGrowthAtWork`, of which the pages of a sync have need. */
export const heapGrowthAtRest = 30;
/** By then a process has loaded what it shows first, in ms. */
const startsWithin = 5000;

export type HeapRoom = {
	/** Gives `work` the room that it needs. Works may overlap. */
	readonly during: <T>(work: () => Promise<T>) => Promise<T>;
};

/**
 * For a process that mostly shows and seldom works, and is open for days. What each refresh leaves behind is little, and V8
 * would keep as much of it as is in use; looking through it more often costs some 10 ms of a background thread a minute.
 */
export function createHeapRoom(setGrowth: (percent: number) => void = setHeapGrowth, collect: () => void = collectGarbage): HeapRoom {
	let works = 0;
	setGrowth(heapGrowthAtRest);
	// The first look would come late: V8 begins with more room than is ever used here, and fills it with what starting left.
	setTimeout(collect, startsWithin).unref();
	return {
		during: async work => {
			if (works++ === 0) setGrowth(heapGrowthAtWork);
			try {
				return await work();
			} finally {
				if (--works === 0) setGrowth(heapGrowthAtRest);
			}
		},
	};
}

/** V8 offers it to contexts that are made after the flag is set. It runs in a turn of its own. */
function collectGarbage(): void {
	setFlagsFromString('--expose-gc');
	const collectNow = runInNewContext('gc') as (options: {readonly type: 'major'; readonly execution: 'async'}) => Promise<void>;
	setFlagsFromString('--no-expose-gc');
	void collectNow({type: 'major', execution: 'async'});
}
