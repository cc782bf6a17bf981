import type {JsonObject} from '../json.js';
import type {OpenFindings, PoamClosing, PoamOrigin, RemediationTerm} from '../poam-proposal.js';
import type {Fields} from './page-store.js';

/** A plan of action to be made: our row, where it comes from, and what the other side is to be sent. */
export type PlannedPoam = {
	readonly marker: string;
	readonly systemId: string;
	readonly pluginId: string;
	readonly fields: Fields;
	readonly changes: JsonObject;
};

/** Plans of action that come from findings. */
export type PoamPlanStore = {
	readonly listTerms: () => Promise<readonly RemediationTerm[]>;
	/** By system and plugin. Fixed, accepted and false findings do not count, nor do hosts without a system. */
	readonly listOpenFindings: () => Promise<readonly OpenFindings[]>;
	/** Those whose weakness has no newer plan. */
	readonly listOrigins: () => Promise<readonly PoamOrigin[]>;
	/** Open plans all of whose findings are fixed. */
	readonly listFixed: () => Promise<readonly PoamClosing[]>;
	/** Our systems that are linked to that external system, by their `system_id`, with who answers for their security. */
	readonly listLinkedSystems: (externalSystemId: number) => Promise<ReadonlyMap<string, {readonly officer: string | null}>>;
	/**
	 * Makes rows, their origins and what is owed to the other side, except where the weakness has an open plan of Parley's
	 * already: of two who make the same at once, one makes it. Gives the markers of what was made.
	 */
	readonly create: (externalSystemId: number, requestedBy: string, poams: readonly PlannedPoam[]) => Promise<ReadonlySet<string>>;
	/** Ends origins whose plan is closed, so that the weakness may get a new one. */
	readonly endOrigins: (markers: readonly string[]) => Promise<void>;
	/** What the other side refused is to be sent again; gives how many waited for that. */
	readonly sendAgain: (markers: readonly string[]) => Promise<number>;
};
