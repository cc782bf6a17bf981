/** What a doomed process is about to do. */
export type Deed =
	| {readonly kind: 'sync'; readonly scope: 'changes' | 'full'; readonly isCutOff?: boolean}
	| {readonly kind: 'verdict'; readonly id: number; readonly version: number}
	| {readonly kind: 'undo'; readonly id: number}
	| {readonly kind: 'plan'; readonly id: string}
	| {readonly kind: 'replay'}
	| {readonly kind: 'bulk'; readonly requestId: string; readonly ids: readonly number[]};
