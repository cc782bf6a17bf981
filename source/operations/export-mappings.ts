import type {MappingRule} from '../core/mapping.js';
import type {PairName} from '../core/pair-key.js';
import type {MappingDocument} from '../core/rule-schema.js';
import type {OperationContext} from './context.js';
import {getMappingRows} from './get-mapping-rows.js';
import {getSystemRow} from './get-system-row.js';

/** The mappings of one pair, as "import" takes them. @throws NOT_FOUND */
export async function exportMappings({database: {stores}}: OperationContext, {systemName, entityType}: PairName): Promise<MappingDocument> {
	const system = await getSystemRow(stores, systemName);
	const mappings = await getMappingRows(stores, system, entityType);
	return {systemName: system.systemName, entityType, mappings: mappings.map(toMappingRule)};
}

/** What a document says of a mapping, without the row that it is kept in. */
export const toMappingRule = ({externalField, internalField, transformation, validations, isRequired, defaultValue}: MappingRule): MappingRule =>
	({externalField, internalField, transformation, validations, isRequired, defaultValue});
