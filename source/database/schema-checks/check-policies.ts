import type {Finding} from '../../core/finding.js';
import type {SqlExecutor} from '../executor.js';
import {createRuleStore} from '../stores/rule-store.js';

/** Policies that cannot be used: their pairs are not run. */
export const checkPolicies = async (sql: SqlExecutor): Promise<readonly Finding[]> =>
	(await createRuleStore(sql).listUnreadablePolicies()).map(({error}): Finding => ({
		severity: 'problem', subject: 'sync_policies', message: `${error.message} What it is for is not run.`, nextStep: error.nextStep,
	}));
