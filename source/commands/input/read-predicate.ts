import type {ConflictPredicate} from '../../core/predicate/conflict-predicate.js';
import {parseConflictPredicate} from '../../core/predicate/parse-conflict-predicate.js';
import type {NamedSystem} from '../../core/predicate/predicate-conditions.js';
import type {Operations} from '../../operations/operations.js';
import type {Flag} from '../command.js';

export const whereFlag: Flag = {type: 'string', placeholder: 'PREDICATE', help: 'Only conflicts for which this holds: field:poc older:3h not(assigned:sam).'};

/** The systems as predicates name them. */
const listNamedSystems = async (operations: Operations): Promise<readonly NamedSystem[]> =>
	(await operations.listSystems()).map(({id, systemName}) => ({externalSystemId: id, systemName}));

/** @throws VALUE_INVALID */
export const readPredicate = async (operations: Operations, text: string): Promise<ConflictPredicate> => parseConflictPredicate(text, await listNamedSystems(operations));
