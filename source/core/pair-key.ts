import type {EntityType} from './entity.js';

/** Names a pair: one entity type of one external system. */
export type PairKey = {readonly externalSystemId: number; readonly entityType: EntityType};

/** The same as people name it. */
export type PairName = {readonly systemName: string; readonly entityType: EntityType};
