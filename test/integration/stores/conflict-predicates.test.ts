import * as fc from 'fast-check';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {severities, type ConflictPredicate, type ConflictCondition, type Severity, type ValueMatch} from '../../../source/core/predicate/conflict-predicate.js';
import {conflictReasons, conflictTypes} from '../../../source/core/conflict.js';
import type {JsonValue} from '../../../source/core/json.js';
import {parseConflictPredicate} from '../../../source/core/predicate/parse-conflict-predicate.js';
import {arbitraryPredicate} from '../../support/arbitrary-predicate.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';

/** A conflict as the test knows it; `undefined` values are absent. */
type Row = {
	readonly id: number; readonly systemId: number; readonly entityType: string; readonly entityId: string; readonly label: string; readonly field: string | null;
	readonly reason: string; readonly type: string; readonly status: string; readonly base: JsonValue | undefined; readonly internal: JsonValue | undefined;
	readonly external: JsonValue | undefined; readonly ageMs: number; readonly severity: Severity | undefined; readonly assignedTo: string | null; readonly version: number;
};

const hour = 3_600_000;
const values: readonly (JsonValue | undefined)[] = ['bo', 'Bo', '100%', '', '7', 7, 7.5, true, null, [], ['a'], undefined];
const texts = ['bo', 'BO', '7', '%', '', 'OAM-', '_', 'a'];
/** As installations write them, beside what they mean. */
const severityTexts: readonly (readonly [string | null, Severity | undefined])[] = [['Critical', 'critical'], ['HIGH', 'high'], ['moderate', 'medium'], ['Very Low', 'info'], ['unheard of', undefined], [null, undefined]];

let world: ConflictWorld;
let otherSystem: number;
let rows: readonly Row[];

beforeAll(async () => {
	world = await createConflictWorld();
	const {rows: [system]} = await world.sql.query<{id: number}>(
		`insert into external_systems (system_name, system_type, api_base_url, authentication_method, connection_config) values ('Other', 'tenable', 'https://o.test', 'none', '{}') returning id`);
	otherSystem = system?.id ?? 0;
	rows = await Promise.all(Array.from({length: 240}, (_, index) => insertRow(index)));
});
afterAll(() => world[Symbol.asyncDispose]());

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

async function insertRow(index: number): Promise<Row> {
	const isPoam = index % 3 !== 0;
	const [severityText, poamSeverity] = pick(severityTexts, index * 7);
	const recordId = isPoam
		? await insertRecord(`insert into ingestion_poams (poam_id, risk_rating) values ($1, $2) returning id`, [`P-${index}`, severityText])
		: await insertRecord(`insert into ingestion_vulnerabilities (asset_uuid, severity) values (gen_random_uuid(), $1) returning id`, [index % 5]);
	const row = {
		systemId: index % 4 === 0 ? otherSystem : world.systemId, entityType: isPoam ? 'poam' : 'vulnerability', entityId: `POAM-${index}_x`, label: pick(['Bo', 'about a', '100%'], index * 5),
		field: pick(['poc', 'status', null], index), reason: pick(conflictReasons, index * 11), type: pick(conflictTypes, index * 3), status: pick(['pending', 'pending', 'resolved', 'ignored'], index),
		base: pick(values, index * 5), internal: pick(values, index * 7), external: pick(values, index), ageMs: pick([hour, 5 * hour, 100 * hour], Math.floor(index / 3)),
		severity: isPoam ? poamSeverity : severities[index % 5], assignedTo: pick(['bo', 'a', null], Math.floor(index / 9)), version: 1 + (index % 3),
	};
	const {rows: [inserted]} = await world.sql.query<{id: number}>(
		`insert into sync_conflicts (external_system_id, entity_type, entity_id, entity_label, field_name, reason, conflict_type, resolution_status, base_value, internal_value,
			external_value, assigned_to, version, internal_id, created_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::jsonb, $11::jsonb, $12, $13, $14, now() at time zone 'UTC' - $15 * interval '1 ms') returning id`,
		[row.systemId, row.entityType, row.entityId, row.label, row.field, row.reason, row.type, row.status, toJson(row.base), toJson(row.internal), toJson(row.external),
			row.assignedTo, row.version, recordId, row.ageMs]);
	return {...row, id: inserted?.id ?? 0};
}

const toJson = (value: JsonValue | undefined): string | null => (value === undefined ? null : JSON.stringify(value));

async function insertRecord(text: string, parameters: readonly unknown[]): Promise<number> {
	const {rows: [record]} = await world.sql.query<{id: number}>(text, [...parameters]);
	return record?.id ?? 0;
}

/** What a predicate means, in as few words as possible: the SQL is held against it. */
function holds(predicate: ConflictPredicate, row: Row): boolean {
	switch (predicate.kind) {
		case 'all':
			return predicate.of.every(part => holds(part, row));
		case 'any':
			return predicate.of.some(part => holds(part, row));
		case 'not':
			return !holds(predicate.of, row);
		default:
			return meets(predicate, row);
	}
}

function meets(condition: ConflictCondition, row: Row): boolean {
	switch (condition.kind) {
		case 'system': return row.systemId === condition.externalSystemId;
		case 'entity': return row.entityType === condition.entityType;
		case 'field': return row.field === condition.field;
		case 'reason': return row.reason === condition.reason;
		case 'type': return row.type === condition.conflictType;
		case 'status': return row.status === condition.status;
		case 'value': return isMatch(condition.is, row[condition.side]);
		case 'age': return condition.than === 'older' ? row.ageMs > condition.ms : row.ageMs < condition.ms;
		case 'severity': {
			const rank = row.severity === undefined ? -1 : severities.indexOf(row.severity);
			const wanted = severities.indexOf(condition.level);
			return rank >= 0 && (condition.orAbove ? rank >= wanted : rank === wanted);
		}
		case 'assigned': return row.assignedTo === condition.to;
		case 'text': return [row.entityId, row.label].some(text => text.toLowerCase().includes(condition.text.toLowerCase()));
		case 'ids': return condition.ids.includes(row.id);
		case 'version': return row.version === condition.version;
	}
}

function isMatch(match: ValueMatch, value: JsonValue | undefined): boolean {
	const text = value === undefined || value === null ? undefined : typeof value === 'object' ? JSON.stringify(value) : String(value);
	switch (match.match) {
		case 'is': return value !== undefined && JSON.stringify(value) === JSON.stringify(match.value);
		case 'absent': return value === undefined;
		case 'reads': return text === match.text;
		case 'contains': return text?.toLowerCase().includes(match.text.toLowerCase()) ?? false;
	}
}

const find = async (where: ConflictPredicate) => (await world.database.stores.conflicts.page({where}, undefined, 1000)).rows.map(({id}) => id);

test('finds exactly the conflicts that it means, whatever is null in them and however it is negated', async () => {
	const predicate = arbitraryPredicate({
		fields: fc.constantFrom('poc', 'status', 'none'), texts: fc.constantFrom(...texts), values: fc.constantFrom(...values.filter(value => value !== undefined)),
		systems: fc.constantFrom(world.systemId, otherSystem, 999), ids: fc.nat(239).map(index => rows[index]?.id ?? 0), spans: fc.constantFrom(0, 2 * hour, 50 * hour, 1000 * hour),
	});
	let found = 0;
	await fc.assert(fc.asyncProperty(predicate, async one => {
		const expected = rows.filter(row => holds(one, row)).map(({id}) => id).sort((left, right) => left - right);
		expect(await find(one)).toEqual(expected);
		found += expected.length > 0 && expected.length < rows.length ? 1 : 0;
	}), {numRuns: 600});
	expect(found).toBeGreaterThan(200);
});

test('a value is only ever a value, whatever is in it', async () => {
	const hostile = [`'; drop table sync_conflicts; --`, '$1', '$$', '\u0000', '\uD800', `") or true --`];
	for (const text of hostile) {
		for (const condition of [{kind: 'field', field: text}, {kind: 'text', text}, {kind: 'assigned', to: text}, {kind: 'value', side: 'internal', is: {match: 'is', value: text}}, {kind: 'value', side: 'base', is: {match: 'contains', text}}] as const) {
			expect(await find(condition)).toEqual([]);
			expect(await find({kind: 'not', of: condition})).toHaveLength(rows.length);
		}
	}
});

test('as a person types it: old ones about the POC that nobody has', async () => {
	const typed = parseConflictPredicate('field:poc older:2h not(assigned:bo or assigned:a) status:pending', []);
	const expected = rows.filter(row => row.field === 'poc' && row.ageMs > 2 * hour && row.assignedTo === null && row.status === 'pending').map(({id}) => id);
	expect(expected.length).toBeGreaterThan(0);
	expect(await find(typed)).toEqual(expected.sort((left, right) => left - right));
});

test('the causes count what a predicate finds', async () => {
	const where = parseConflictPredicate('severity:high+ status:pending', []);
	const causes = await world.database.stores.conflicts.listCauses({where});
	expect(causes.reduce((sum, cause) => sum + cause.count, 0)).toBe((await find(where)).length);
	expect(causes.length).toBeGreaterThan(0);
});

test('an installation without the columns that tell of severity finds nothing by it, and does not fail', async () => {
	await using old = await createConflictWorld();
	await old.dispute({field: 'poc', internal: 'a', external: 'b'});
	await old.sql.query('alter table ingestion_poams drop column risk_rating cascade, drop column weakness_severity cascade');
	const rowsFound = async (text: string) => (await old.database.stores.conflicts.page({where: parseConflictPredicate(text, [])}, undefined, 10)).rows;
	expect(await rowsFound('severity:high+')).toEqual([]);
	expect(await rowsFound('not severity:high+')).toHaveLength(1);
});
