import type {EntityDefinition} from '../../core/entity.js';
import type {PageStore} from '../../core/stores/page-store.js';
import {BloomFilter} from './bloom-filter.js';
import type {ChangedRecord} from '../decide/decided-record.js';

/** What is asked to tell whether one is alone. */
type Ground = Pick<PageStore, 'countArrivals' | 'isUntouched'>;

/**
 * A first load into an empty table to which nobody else brings rows. All that is in there this run has written, so a record
 * whose id and key it has not met is new, and nothing need be looked up. Once anybody else writes there, that is over for good.
 */
export class SoleWriter {
	readonly #definition: EntityDefinition;
	readonly #met = new BloomFilter();
	/** As counted when we were last alone; undefined: we are not any more. */
	#arrivals: number | undefined;

	private constructor(definition: EntityDefinition, arrivals: number) {
		this.#definition = definition;
		this.#arrivals = arrivals;
	}

	/** For a pair without links. Undefined where something is there already, somebody else is at it, or nobody counts arrivals. */
	static async begin(ground: Ground, externalSystemId: number, definition: EntityDefinition): Promise<SoleWriter | undefined> {
		// Counted first: who comes while we look is counted, and who came before and has not ended is found to be at it.
		const arrivals = await ground.countArrivals(definition);
		return arrivals !== undefined && (await ground.isUntouched(externalSystemId, definition)) ? new SoleWriter(definition, arrivals) : undefined;
	}

	/** As far as is known without asking. */
	get isAlone(): boolean {
		return this.#arrivals !== undefined;
	}

	/** Whether none of these can be here, as long as we are alone. They count as met from now on. */
	areNew(records: readonly Pick<ChangedRecord, 'record' | 'key'>[]): boolean {
		if (this.#arrivals === undefined) return false;
		let areNew = true;
		for (const {record: {externalId, marker}, key} of records) {
			const isMet = this.#met.add(externalId) || marker !== undefined;
			const isKeyMet = key !== undefined && key !== externalId && this.#met.add(key);
			if (isMet || isKeyMet) areNew = false;
		}
		return areNew;
	}

	/** Asks whether we are still alone, within the transaction that relies on it. */
	async isSole(ground: Ground): Promise<boolean> {
		if (this.#arrivals === undefined) return false;
		if ((await ground.countArrivals(this.#definition)) !== this.#arrivals) this.#arrivals = undefined;
		return this.#arrivals !== undefined;
	}

	/** Rows of ours were brought by one statement, in that same transaction. */
	noteOwn(): void {
		if (this.#arrivals !== undefined) this.#arrivals += 1;
	}
}
