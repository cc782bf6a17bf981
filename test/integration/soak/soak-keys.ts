import type {EntityType} from '../../../source/core/entity.js';

export const keyOf = (entityType: EntityType, externalId: string, field: string): string => `${entityType}|${externalId}|${field}`;

/** The fields of an asset that are tags in Tenable, by category. */
export const tagFields: Readonly<Record<string, string>> = {'Business Owner': 'business_owner', 'Technical Owner': 'technical_owner', Criticality: 'criticality_rating'};
