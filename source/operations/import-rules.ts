import type {RuleChange} from '../core/rule-change.js';
import type {OperationContext} from './context.js';
import {importMappings} from './import-mappings.js';
import {importPolicy} from './import-policy.js';
import type {ImportRequest} from './import-request.js';

type RuleDocument = Omit<ImportRequest, 'isTrial'>;

export type RulesRequest = {
	/** Undefined: they stay as they are. */
	readonly policy: RuleDocument | undefined;
	readonly mappings: RuleDocument | undefined;
	/** Only says what would change. */
	readonly isTrial: boolean;
};

export type RulesImport = {readonly policyChanges: readonly RuleChange[]; readonly mappingChanges: readonly RuleChange[]};

/** A policy and the mappings that were changed with it: both are saved, or neither. @throws what either import throws */
export async function importRules(context: OperationContext, {policy, mappings, isTrial}: RulesRequest): Promise<RulesImport> {
	return context.database.transact(async stores => {
		const within: OperationContext = {...context, database: {...context.database, stores, transact: work => work(stores)}};
		return {
			policyChanges: policy === undefined ? [] : (await importPolicy(within, {...policy, isTrial})).changes,
			mappingChanges: mappings === undefined ? [] : (await importMappings(within, {...mappings, isTrial})).changes,
		};
	});
}
