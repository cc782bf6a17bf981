import type {JsonObject} from '../core/json.js';
import type {PolicyRules} from '../core/policy.js';

/** What a document says of a policy, without the row that it is kept in. */
export const toPolicyRules = ({direction, strategy, fields, filters, whenGone, batchSize, isActive, scheduleExpression, fullSyncExpression, timezone}: PolicyRules): PolicyRules => ({
	direction, strategy, fields, filters, ...(whenGone === undefined ? {} : {whenGone}), batchSize, isActive, scheduleExpression, fullSyncExpression, timezone,
});

/** The same as plain JSON, which is what it was read from. */
export const toPolicyFacts = (rules: PolicyRules): JsonObject => JSON.parse(JSON.stringify(toPolicyRules(rules))) as JsonObject;
