import type {Fields, PageScope, PageStore} from '../../core/stores/page-store.js';
import {applyEdits} from './apply-page.js';
import type {Pair} from '../pair.js';
import {toCreation} from '../decide/to-creation.js';

/** A record of the other side as it was last mapped. Its hash is not known, so the next look at it compares all of it. */
export type Stranger = {readonly externalId: string; readonly fields: Fields};

const unseen = {hash: '', externalVersion: undefined, externalAt: undefined, externalBy: undefined} as const;

/** Makes it a new record of ours. */
export async function createRecord(pages: PageStore, scope: PageScope, pair: Pair, {externalId, fields}: Stranger): Promise<void> {
	await pages.createRecords(scope, [toCreation(pair, {externalId, fields: {}}, unseen.hash, fields)]);
}

/** Links it to a row of ours and compares the two at once, as on first contact: empty fields are filled, others are asked about. */
export async function linkRecord(pages: PageStore, scope: PageScope, pair: Pair, {externalId, internalId, fields}: Stranger & {readonly internalId: string}): Promise<void> {
	const links = await pages.linkRecords(scope, [{...unseen, externalId, internalId, base: {}, theirs: fields, tiedBy: 'a person'}]);
	await applyEdits(pages, scope, pair, links.map(({linkId}) => linkId));
}
