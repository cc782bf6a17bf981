import {entityDefinitions} from '../core/entity.js';
import type {FieldMapping} from '../core/mapping.js';
import type {FieldPolicy, SyncPolicy} from '../core/policy.js';
import type {FieldOfPair, TestedRow} from '../core/stores/tested-conflict-store.js';
import type {Stores} from '../core/stores/stores.js';
import {backTestRule, emptyBackTest, type BackTest, type TestedConflict} from '../sync/decide/back-test-rule.js';
import type {FieldRule} from '../sync/decide/compare.js';
import {toFieldRules} from '../sync/decide/field-rules.js';

const pageSize = 5000;
/** Past verdicts that a back-test looks at: the latest tell most about what people want. */
const pastLimit = 10_000;

export type RuleUnderTest = {readonly field: FieldOfPair; readonly policy: SyncPolicy; readonly mappings: readonly FieldMapping[]; readonly becomes: FieldPolicy};

export type RuleTest = {readonly rule: FieldRule | undefined; readonly backTest: BackTest; readonly pending: number; readonly past: number};

/** What the field's rule would be, tried on every pending conflict of the field and on the latest that people decided. */
export async function loadBackTest(stores: Stores, {field, policy, mappings, becomes}: RuleUnderTest, which: readonly ('pending' | 'decided')[] = ['pending', 'decided']): Promise<RuleTest> {
	const changed: SyncPolicy = {...policy, fields: {...policy.fields, [field.fieldName]: becomes}};
	const rule = toFieldRules(entityDefinitions[field.entityType], changed, mappings).find(one => one.field === field.fieldName);
	let backTest = emptyBackTest;
	const counts = {pending: 0, decided: 0};
	for (const kind of which) {
		let before: number | undefined;
		for (;;) {
			const rows = await stores.testedConflicts.listTested(field, kind, before, pageSize);
			backTest = backTestRule(rule, await toTested(stores, field, rule, rows), backTest);
			counts[kind] += rows.length;
			before = rows.at(-1)?.id;
			if (rows.length < pageSize || (kind === 'decided' && counts.decided >= pastLimit)) break;
		}
	}
	return {rule, backTest, pending: counts.pending, past: counts.decided};
}

/** A rule may look at another field of the record. What that held when a past conflict was decided is not kept: it is read as it is now. */
async function toTested(stores: Stores, {entityType}: FieldOfPair, rule: FieldRule | undefined, rows: readonly TestedRow[]): Promise<readonly TestedConflict[]> {
	const watched = rule?.policy.frozenWhen?.field;
	const internalIds = [...new Set(rows.flatMap(row => row.internalId ?? []))];
	const records = watched === undefined ? [] : await stores.records.findMany(entityType, internalIds, [watched]);
	const fieldsById = new Map(records.map(record => [record.id, record.fields]));
	return rows.map(row => ({
		id: row.id, version: row.version,
		state: {
			base: row.baseValue, internal: row.internalValue ?? null, external: row.externalValue,
			internalAt: row.internalChange?.at, externalAt: row.externalChange?.at, record: fieldsById.get(row.internalId ?? '') ?? {},
		},
		decided: row.action === undefined ? undefined : {action: row.action, value: row.resolvedValue, isPutAside: row.status === 'ignored'},
	}));
}
