import {setFlagsFromString} from 'node:v8';

/**
 * Keeps this process small. What a sync has in hand is two or three pages, some 40 MB; left alone, V8 lets the garbage of
 * pages that were written grow to several times that before it looks for it, the more the longer a run takes.
 */
export function boundHeap(): void {
	// Young objects keep the little room that they start with: a page outlives any room, and is copied within it for nothing.
	setFlagsFromString('--semi-space-growth-factor=1');
	// The old ones are looked through when they have doubled, instead of grown to four times their size; earlier costs time.
	setFlagsFromString('--heap-growing-percent=100');
}
