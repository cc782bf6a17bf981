/** Where Tenable's behaviour is not known, or differs between tenants, these decide. docs/decisions/0031 gives the reasons. */
export type TenantSettings = {
	/** What `GET /session` tells and what is checked: 16 Basic, 24 Scan Operator, 32 Standard, 40 Scan Manager, 64 Administrator. */
	readonly permissions: number;
	/** Whether `GET /assets/{id}` is there; without it one asset shows itself only in exports and by its tags and attributes. */
	readonly hasAssetDetails: boolean;
	/** Without Lumin there are no ACR and exposure scores. */
	readonly hasLumin: boolean;
	/** How long an accepted tag assignment, ACR job or bulk delete takes to show. */
	readonly jobDelayMs: number;
	readonly isUpdatedAtMovedByTags: boolean;
	/** Whether an asset export without a filter on deletion holds deleted assets. */
	readonly showsDeletedUnasked: boolean;
	/** What the start of an export gets that is already running. */
	readonly duplicateAnswer: 'conflict' | 'too-many' | 'too-many-old';
	readonly maxActiveExports: number;
	/** How long a session of a name and a password lasts. */
	readonly sessionLifetimeMs: number;
	/** Requests of one key pair in a minute; undefined sets no limit. */
	readonly requestsPerMinute: number | undefined;
	/** How many status answers an export spends in QUEUED, and then in PROCESSING; it ends by itself `longestMs` after its start. */
	readonly pace: {readonly queuedPolls: number; readonly processingPolls: number; readonly longestMs: number};
	/** 'full' findings take 2.4–5 kB, 'short' ones some 1.2 kB. */
	readonly findingText: 'full' | 'short';
	readonly usesGzip: boolean;
};

export const defaultSettings: TenantSettings = {
	permissions: 64,
	hasAssetDetails: true,
	hasLumin: true,
	jobDelayMs: 250,
	isUpdatedAtMovedByTags: true,
	showsDeletedUnasked: false,
	duplicateAnswer: 'conflict',
	maxActiveExports: 10,
	sessionLifetimeMs: 1_800_000,
	requestsPerMinute: undefined,
	pace: {queuedPolls: 0, processingPolls: 1, longestMs: 120_000},
	findingText: 'full',
	usesGzip: true,
};
