/** What a doomed process is about to do. */
export type Deed =
	| {readonly kind: 'sync'; readonly scope: 'changes' | 'full'; readonly isCutOff?: boolean}
	| {readonly kind: 'verdict'; readonly id: number; readonly version: number}
	| {readonly kind: 'undo'; readonly id: number};
