import type {JsonObject, JsonValue} from '../../core/json.js';

/** One thing as the service sends it: its own words, before anything of ours. */
export type WireThing = {
	readonly id: string;
	/** Grows with every change of anything in the service. */
	readonly revision: number;
	readonly modified: string;
	readonly modifiedBy: string;
	readonly gone?: true;
	readonly data: JsonObject;
};

/** A page. Something that is no thing may stand among the items; `next`, while there is more, is what to ask after. */
export type WireList = {readonly items: readonly JsonValue[]; readonly next?: string; readonly total: number; readonly revision: number};
