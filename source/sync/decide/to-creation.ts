import type {ExternalRecord} from '../../core/connector.js';
import type {Fields, RecordCreate} from '../../core/stores/page-store.js';
import type {Pair} from '../pair.js';
import {pickSynced} from './pick-synced.js';
import {toSighting} from './to-link-write.js';

/** A new record of ours, of what its record on the other side was mapped to. */
export const toCreation = (pair: Pair, record: ExternalRecord, hash: string, mapped: Fields): RecordCreate =>
	({...toSighting(record.externalId, hash, record), mappingVersion: pair.mappingVersion, fields: pickSynced(pair, mapped), received: record, status: 'synced'});
