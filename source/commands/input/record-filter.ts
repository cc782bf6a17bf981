import type {ConflictFilter} from '../../core/conflict.js';
import {entityTypes} from '../../core/entity.js';
import type {Operations} from '../../operations/operations.js';
import type {FlagValues} from '../command.js';
import {findSystemId} from './find-system-id.js';
import {readChoice, readText} from './read-flags.js';

/** The records that --system, --entity and --text name. @throws NOT_FOUND for a system that there is not */
export async function readRecordFilter(flags: FlagValues, operations: Operations): Promise<Pick<ConflictFilter, 'externalSystemId' | 'entityType' | 'text'>> {
	const externalSystemId = await findSystemId(operations, readText(flags, 'system'));
	const entityType = readChoice(flags, 'entity', entityTypes);
	const text = readText(flags, 'text');
	return {
		...(externalSystemId === undefined ? {} : {externalSystemId}),
		...(entityType === undefined ? {} : {entityType}),
		...(text === undefined ? {} : {text}),
	};
}
