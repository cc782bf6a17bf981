import type {Verdict} from '../../core/conflict.js';
import {isEntityType} from '../../core/entity.js';
import type {FieldOfPair} from '../../core/stores/tested-conflict-store.js';
import {AppError} from '../../errors/app-error.js';
import type {Operations} from '../../operations/operations.js';
import type {Flag, FlagValues} from '../command.js';
import {findSystemId} from './find-system-id.js';
import {entityFlag, systemFlag} from './list-flags.js';
import {readText} from './read-flags.js';
import {readVerdict, verdictFlags} from './verdict-flags.js';

const {keep, ignore} = verdictFlags;

/** Of which field a rule speaks, and which verdict it is made of. */
export const ruleFlags: Readonly<Record<string, Flag>> = {
	system: {...systemFlag, help: 'The external system.'},
	entity: {...entityFlag, help: 'The entity type.'},
	field: {type: 'string', placeholder: 'NAME', help: 'The field.'},
	...(keep === undefined ? {} : {keep}),
	...(ignore === undefined ? {} : {ignore: {...ignore, help: 'The field is not compared any more.'}}),
};

/** The verdict that a rule is made of: a value that was typed makes none. @throws USAGE when there is none, or more than one */
export const readRuleVerdict = (flags: FlagValues): Verdict => readVerdict(flags, '--keep internal, --keep external, --ignore');

/** @throws USAGE when one of the three is missing, NOT_FOUND for a system that there is not */
export async function readField(flags: FlagValues, operations: Operations): Promise<FieldOfPair> {
	const entityType = readText(flags, 'entity');
	const fieldName = readText(flags, 'field');
	const externalSystemId = await findSystemId(operations, readText(flags, 'system'));
	if (externalSystemId !== undefined && entityType !== undefined && isEntityType(entityType) && fieldName !== undefined) return {externalSystemId, entityType, fieldName};
	throw new AppError({code: 'USAGE', message: 'A rule speaks of one field of one pair.', nextStep: 'Give --system NAME --entity TYPE --field NAME.'});
}
