/** A part of what the other side holds, named by a person; such a run concludes nothing about the rest and moves no watermark. */
export type SyncSelection =
	/** What changed since then by the other side's clock. */
	| {readonly kind: 'since'; readonly at: Date}
	/** The records with these ids of the other side. */
	| {readonly kind: 'ids'; readonly externalIds: readonly string[]};
