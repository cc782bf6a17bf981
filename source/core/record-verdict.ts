/** What a person decides about a conflict over a whole record. */
export type RecordVerdict =
	/** Ours stays as it is, and is linked to that system no more. */
	| {readonly kind: 'unlink'}
	/** The same, once our fields say what the policy has for records that are gone. */
	| {readonly kind: 'mark_gone'}
	/** Our record, which was deleted, is created again from what the other side last showed. */
	| {readonly kind: 'create_again'}
	/** The other side's record is this one of ours. */
	| {readonly kind: 'link'; readonly internalId: string}
	/** The other side's record is none of ours: it becomes a new one. */
	| {readonly kind: 'create'};

export type RecordVerdictKind = RecordVerdict['kind'];
