import type {JsonObject} from './json.js';
import type {Fields} from './stores/page-store.js';

/** What a severity means for plans of action: a row of `remediation_terms`. */
export type RemediationTerm = {
	/** 0 to 4, as the scanner counts. */
	readonly severity: number;
	/** The word for it in a plan's `risk_rating`, which both sides must know. */
	readonly riskRating: string;
	/** Days from the making of a plan to its completion. */
	readonly dueDays: number;
	/** Days after the first sight at which a weakness gets a plan; null: never. */
	readonly planAfterDays: number | null;
	/** A weakness that no scan has shown for so many days gets none. */
	readonly seenWithinDays: number;
};

/** The open findings of one plugin on the hosts of one system. */
export type OpenFindings = {
	readonly systemId: string;
	readonly pluginId: string;
	readonly pluginName: string;
	readonly solution: string | null;
	readonly severity: number;
	readonly firstFound: Date;
	readonly lastFound: Date;
	readonly cves: readonly string[];
	/** The earliest date by which a catalog of exploited vulnerabilities wants one of them fixed, "YYYY-MM-DD". */
	readonly exploitedDueDate: string | null;
	/** Names of hosts, in order, each once. */
	readonly hosts: readonly string[];
};

/** A plan of action that Parley made from findings: a row of `poam_origins`. */
export type PoamOrigin = {
	/** Names the plan for ever, on both sides. */
	readonly marker: string;
	readonly systemId: string;
	readonly pluginId: string;
	readonly internalId: string;
	readonly poamId: string;
	readonly status: string | null;
	/** How its way to the other side stands. */
	readonly creation: 'ready' | 'sending' | 'unknown' | 'confirmed' | 'rejected' | 'cancelled' | 'needs_person';
	readonly lastError: string | null;
};

/** A plan of action that is missing, as it would be made. */
export type PoamProposal = {
	/** Names the weakness: `<system_id>:<plugin_id>`. */
	readonly key: string;
	readonly systemId: string;
	readonly pluginId: string;
	readonly pluginName: string;
	readonly severity: number;
	readonly hosts: readonly string[];
	readonly firstFound: Date;
	/** Our record, without its `poam_id`. */
	readonly fields: Fields;
	/** What the other side would be sent for it. */
	readonly changes: JsonObject;
	/** Why it cannot be made so; empty when it can. */
	readonly refusals: readonly string[];
	/** It was made before and the other side refused it, with this reason: making it sends it again. */
	readonly refusedBefore?: string;
};

/** A plan of action whose findings are all fixed: for a person to close. */
export type PoamClosing = {
	readonly poamId: string;
	readonly systemId: string;
	readonly weakness: string;
	readonly fixedFindings: number;
	/** When the last of them was seen fixed. */
	readonly fixedAt: Date | null;
	/** `withdraw`: it was made by Parley and has not left yet. */
	readonly action: 'close' | 'withdraw';
};

/** Why open findings lead to no proposal, by number of weaknesses. */
export type PoamOmissions = {readonly planned: number; readonly tooEarly: number; readonly notSeen: number; readonly belowTerms: number; readonly unknownSystem: number};
