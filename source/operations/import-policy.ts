import {entityDefinitions, type EntityType} from '../core/entity.js';
import type {JsonObject, JsonValue} from '../core/json.js';
import type {PolicyRules, SyncPolicy} from '../core/policy.js';
import {findPolicyChanges, type RuleChange} from '../core/rule-change.js';
import {policyDocumentSchema, type PolicyDocument} from '../core/rule-schema.js';
import {toCommand} from '../core/text/to-command.js';
import type {Stores} from '../core/stores/stores.js';
import {AppError} from '../errors/app-error.js';
import {policySchedules} from '../schedule/next-run.js';
import {checkPolicy} from '../sync/mapping/check-policy.js';
import type {OperationContext} from './context.js';
import {getSystemRow} from './get-system-row.js';
import type {ImportRequest, PairName} from './import-mappings.js';
import {requireChange, requireRole} from './require-role.js';

export type PolicyImport = PairName & {readonly changes: readonly RuleChange[]; readonly isSaved: boolean};

/** Some rules of a policy, the others staying: fields and filters by the whole, a field's own policy by `field`. */
export type PolicySetting = PairName & {readonly isTrial: boolean; readonly rules: JsonObject; readonly field?: {readonly name: string; readonly policy: JsonValue}};

/** One policy as a list shows it. */
export type ListedPolicy = PolicyDocument & {readonly isPushEnabled: boolean};

/** Every policy, in the order of systems and entity types. */
export async function listPolicies({database: {stores}}: OperationContext): Promise<readonly ListedPolicy[]> {
	const [systems, policies] = await Promise.all([stores.systems.list(), stores.rules.listPolicies()]);
	return policies.map(policy => ({
		systemName: systems.find(({id}) => id === policy.externalSystemId)?.systemName ?? `system ${policy.externalSystemId}`,
		entityType: policy.entityType, policy: toRules(policy), isPushEnabled: policy.isPushEnabled,
	}));
}

/** The policy of one pair, as "import" takes it. @throws NOT_FOUND */
export async function exportPolicy({database: {stores}}: OperationContext, name: PairName): Promise<PolicyDocument> {
	const {systemName, policy} = await getPolicy(stores, name);
	return {systemName, entityType: name.entityType, policy: toRules(policy)};
}

/** Makes a pair's policy that of a document, after saying what would change. @throws POLICY_INVALID with all that is wrong, POLICY_STALE, NOT_FOUND */
export async function importPolicy(context: OperationContext, {document, isTrial, seen}: ImportRequest): Promise<PolicyImport> {
	requirePolicyRole(context, isTrial);
	const {systemName, entityType, policy} = parsePolicy(document);
	const seenPolicy = seen === undefined ? undefined : parseForm(seen).policy;
	return changePolicy(context, {systemName, entityType, isTrial}, present => {
		if (seenPolicy !== undefined && findPolicyChanges(toFacts(seenPolicy), toFacts(present)).length > 0) throw stale(systemName, entityType);
		return policy;
	});
}

/** Changes some rules of a policy; the result is judged as a whole. */
export async function setPolicy(context: OperationContext, {systemName, entityType, isTrial, rules, field}: PolicySetting): Promise<PolicyImport> {
	requirePolicyRole(context, isTrial);
	return changePolicy(context, {systemName, entityType, isTrial}, present => {
		const facts = toFacts(present);
		const fields = {...(facts['fields'] as JsonObject), ...(field === undefined ? {} : {[field.name]: field.policy})};
		const kept = Object.fromEntries(Object.entries(fields).filter(([, own]) => own !== null));
		return parsePolicy({systemName, entityType, policy: {...facts, fields: kept, ...rules}}).policy;
	});
}

function requirePolicyRole(context: OperationContext, isTrial: boolean): void {
	if (isTrial) requireRole(context, 'viewer', 'look at policies');
	else requireChange(context, 'admin', 'change policies');
}

type PolicyEdit = PairName & {readonly isTrial: boolean};

/** One change at a time: what it starts from is read once the pair's rules are held. */
async function changePolicy(context: OperationContext, {systemName, entityType, isTrial}: PolicyEdit, edit: (present: PolicyRules) => PolicyRules): Promise<PolicyImport> {
	return context.database.transact(async stores => {
		const system = await getSystemRow(stores, systemName);
		if (!isTrial) await stores.rules.lock(system.id, entityType);
		const {policy} = await getPolicy(stores, {systemName, entityType});
		const wanted = edit(toRules(policy));
		const [before, after] = [toFacts(policy), toFacts(wanted)];
		const changes = findPolicyChanges(before, after);
		const isSaved = !isTrial && changes.length > 0;
		if (isSaved) {
			await stores.rules.savePolicy(policy.id, wanted);
			await stores.audit.append(context.actor, {
				action: 'policy.change', targetType: 'policy', targetId: `${system.systemName} ${entityDefinitions[entityType].plural}`, before, after,
			});
		}
		return {systemName: system.systemName, entityType, changes, isSaved};
	});
}

async function getPolicy(stores: Stores, {systemName, entityType}: PairName): Promise<{readonly systemName: string; readonly policy: SyncPolicy}> {
	const system = await getSystemRow(stores, systemName);
	const policy = await stores.rules.findPolicy(system.id, entityType);
	if (policy !== undefined) return {systemName: system.systemName, policy};
	throw new AppError({
		code: 'NOT_FOUND', message: `${system.systemName} has no policy for ${entityDefinitions[entityType].plural}.`, nextStep: `See what it syncs: ${toCommand('systems show', system.systemName)}`,
	});
}

function parsePolicy(document: JsonValue): PolicyDocument {
	const parsed = parseForm(document);
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

/** A policy that was in force before may break checks of today, and still be corrected. */
function parseForm(document: JsonValue): PolicyDocument {
	const parsed = policyDocumentSchema.safeParse(document);
	if (parsed.success) return parsed.data;
	throw invalid(parsed.error.issues.map(({path, message}) => `${path.join('.')}: ${message}.`));
}

const stale = (systemName: string, entityType: EntityType): AppError => new AppError({
	code: 'POLICY_STALE', message: `The policy of ${systemName} ${entityDefinitions[entityType].plural} was changed since it was read; nothing was saved.`,
	nextStep: 'Look at it as it is now, and make the change again.',
});

const invalid = (problems: readonly string[]): AppError => new AppError({
	code: 'POLICY_INVALID', message: `This policy cannot be used. ${problems.join(' ')}`, nextStep: 'Correct it; docs/mappings.md and docs/sync-rules.md say what each key takes.',
});

const toRules = ({direction, strategy, fields, filters, whenGone, batchSize, isActive, scheduleExpression, fullSyncExpression, timezone}: PolicyRules): PolicyRules => ({
	direction, strategy, fields, filters, ...(whenGone === undefined ? {} : {whenGone}), batchSize, isActive, scheduleExpression, fullSyncExpression, timezone,
});

/** As plain JSON, which is what they were read from. */
const toFacts = (rules: PolicyRules): JsonObject => JSON.parse(JSON.stringify(toRules(rules))) as JsonObject;
