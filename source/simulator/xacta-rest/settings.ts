/** What differs from one instance to the next, or is not known for sure. docs/decisions/0066 gives the reasons. */
export type InstanceSettings = {
	/** Whether a write needs the header `user-uid`. */
	readonly requiresUserUid: boolean;
	/** Users who have not let the client act for them: 403. */
	readonly usersWithoutConsent: readonly string[];
	/** More items in one request are too much data: 490. */
	readonly maxBatch: number;
	/** Some instances demand what the specification calls optional: severity, relevance, likelihood, impact, residual risk and mitigations. */
	readonly requiresRiskFields: boolean;
	/** Whether the milestone that a status demands must be in the body, or may be one that the item has. */
	readonly countsMilestonesOf: 'record' | 'body';
	/** Dates are Unix seconds of a midnight so many hours east of UTC: -5 is New York in winter. */
	readonly dateOffsetHours: number;
};

export const defaultInstance: InstanceSettings = {
	requiresUserUid: true,
	usersWithoutConsent: [],
	maxBatch: 100,
	requiresRiskFields: false,
	countsMilestonesOf: 'record',
	dateOffsetHours: 0,
};
