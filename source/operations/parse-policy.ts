import type {JsonValue} from '../core/json.js';
import type {PolicyRules} from '../core/policy.js';
import {policyDocumentSchema, type PolicyDocument} from '../core/rule-schema.js';
import {AppError} from '../errors/app-error.js';
import {policySchedules} from '../schedule/next-run.js';
import {checkPolicy} from '../sync/mapping/check-policy.js';

/** @throws POLICY_INVALID with all that is wrong */
export function parsePolicy(document: JsonValue): PolicyDocument {
	const parsed = parsePolicyForm(document);
	const problems = checkPolicy(parsed.entityType, parsed.policy);
	if (problems.length > 0) throw invalid(problems);
	requireDue(parsed.policy);
	return parsed;
}

/** A schedule of 30 February has the form of one, and nothing would run by it without a word. */
function requireDue(policy: PolicyRules): void {
	const {changes, full} = policySchedules(policy, 60);
	const never = [[policy.scheduleExpression, changes] as const, [policy.fullSyncExpression, full] as const].filter(([, schedule]) => schedule?.nextAfter(new Date(0)) === undefined);
	const written = never.flatMap(([expression]) => expression ?? []);
	if (written.length > 0) throw invalid(written.map(expression => `The schedule "${expression}" never falls due.`));
}

/** A policy that was in force before may break checks of today, and still be corrected: this asks for its form alone. @throws POLICY_INVALID */
export function parsePolicyForm(document: JsonValue): PolicyDocument {
	const parsed = policyDocumentSchema.safeParse(document);
	if (parsed.success) return parsed.data;
	throw invalid(parsed.error.issues.map(({path, message}) => `${path.join('.')}: ${message}.`));
}

const invalid = (problems: readonly string[]): AppError => new AppError({
	code: 'POLICY_INVALID', message: `This policy cannot be used. ${problems.join(' ')}`, nextStep: 'Correct it; docs/mappings.md and docs/sync-rules.md say what each key takes.',
});
