import {hash} from 'node:crypto';
import {NotCanonical, toCanonical} from '../../core/canonical.js';
import type {ExternalRecord} from '../../core/connector.js';
import type {EntityDefinition, FieldKind} from '../../core/entity.js';
import {toCanonicalJson, type JsonObject, type JsonValue} from '../../core/json.js';
import type {FieldFailure, FieldMapping, MappedRecord, ReadRecord} from '../../core/mapping.js';
import type {FieldPolicy} from '../../core/policy.js';
import type {ColumnLimit} from '../../core/stores/page-store.js';
import {compileColumnFit, type ColumnFit} from './column-fit.js';
import {compileTransformation, NotTransformable, type Transform} from './transform.js';
import {compileValidation, type Validate} from './validate.js';

type CompiledField = {
	readonly mapping: FieldMapping;
	readonly path: readonly string[];
	readonly kind: FieldKind;
	readonly transform: Transform;
	readonly validations: readonly Validate[];
	readonly fit: ColumnFit;
};

/** A mapping, and what the policy says of comparing its field: what is seen of a record under one policy is not all that another would see. */
export type ComparedMapping = FieldMapping & {readonly comparedBy?: Pick<FieldPolicy, 'ignore' | 'equality'>};

/** The mappings of one entity type, ready for many records. */
export type RecordMapper = {
	readonly fields: readonly string[];
	/** Names the rules by which it reads and compares: under other rules the same record has another hash. */
	readonly rules: string;
	/** Hashes what the mappings read, and how it is compared. */
	readonly read: (record: ExternalRecord) => ReadRecord;
	/** The same, and maps it. */
	readonly readWhole: (record: ExternalRecord) => ReadRecord & {readonly mapped: MappedRecord};
	/** Fields that the record does not have stay out of the result. */
	readonly map: (record: ExternalRecord) => MappedRecord;
	/** What the rule that a field's mapping had before its last change makes of the record; undefined when there was none, or nothing came of it. */
	readonly mapPrevious: (field: string, record: ExternalRecord) => JsonValue | undefined;
};

/** The value at a dotted path; undefined when any part of it is missing. */
export function readPath(fields: JsonObject, path: readonly string[]): JsonValue | undefined {
	let value: JsonValue | undefined = fields;
	for (const key of path) {
		if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key)) return undefined;
		value = (value as JsonObject)[key];
	}
	return value;
}

/** `limits` are what this installation's columns can hold: a text that does not fit is told as a failure, and a number is rounded as its column does. */
export function createRecordMapper(definition: EntityDefinition, mappings: readonly ComparedMapping[], limits: ReadonlyMap<string, ColumnLimit>): RecordMapper {
	const fitOf = ({internalField}: FieldMapping): ColumnFit => compileColumnFit(limits.get(internalField) ?? {});
	const compiled = mappings.map((mapping): CompiledField => ({
		mapping,
		path: mapping.externalField.split('.'),
		kind: definition.fields[mapping.internalField] ?? 'text',
		transform: compileTransformation(mapping.transformation),
		validations: mapping.validations.map(compileValidation),
		fit: fitOf(mapping),
	}));
	const previous = new Map(mappings.flatMap((mapping): readonly (readonly [string, CompiledField])[] => (mapping.previous === undefined ? [] : [[mapping.internalField, {
		mapping: {...mapping, ...mapping.previous}, path: mapping.previous.externalField.split('.'), kind: definition.fields[mapping.internalField] ?? 'text',
		transform: compileTransformation(mapping.previous.transformation), validations: [], fit: {...fitOf(mapping), refuse: () => undefined},
	}]])));
	const versions = mappings.map(({id, version, comparedBy = {}}) => `${id}.${version}${Object.keys(comparedBy).length === 0 ? '' : toCanonicalJson(comparedBy)}`).join(' ');
	const hashValues = ({isDeleted}: ExternalRecord, values: readonly (JsonValue | undefined)[]): string => {
		// JSON.stringify turns undefined into null inside a list: the mark tells absent from null.
		const text = JSON.stringify(values.map(value => (value === undefined ? '\u0001absent' : value)));
		return hash('sha256', `${versions}\n${isDeleted === true}\n${text}`, 'hex').slice(0, 32);
	};
	return {
		fields: mappings.map(mapping => mapping.internalField),
		rules: versions,
		read: record => ({hash: hashValues(record, readValues(compiled, record))}),
		readWhole: record => {
			const values = readValues(compiled, record);
			return {hash: hashValues(record, values), mapped: mapValues(compiled, values, record)};
		},
		map: record => mapValues(compiled, readValues(compiled, record), record),
		mapPrevious: (field, record) => {
			const before = previous.get(field);
			if (before === undefined) return undefined;
			const result = mapField(before, readPath(record.fields, before.path), record);
			return 'failure' in result ? undefined : result.value;
		},
	};
}

const readValues = (compiled: readonly CompiledField[], {fields}: ExternalRecord): readonly (JsonValue | undefined)[] =>
	compiled.map(({path}) => readPath(fields, path));

function mapValues(compiled: readonly CompiledField[], values: readonly (JsonValue | undefined)[], of: Pick<ExternalRecord, 'isPartial'>): MappedRecord {
	const fields: Record<string, JsonValue> = {};
	const failures: FieldFailure[] = [];
	for (const [index, field] of compiled.entries()) {
		const result = mapField(field, values[index], of);
		if (typeof result === 'object' && 'failure' in result) failures.push(result.failure);
		else if (result.value !== undefined) fields[field.mapping.internalField] = result.value;
	}
	return failures.length === 0 ? {kind: 'mapped', fields} : {kind: 'invalid', failures};
}

type FieldResult = {readonly value: JsonValue | undefined} | {readonly failure: FieldFailure};

function mapField({mapping, kind, transform, validations, fit}: CompiledField, raw: JsonValue | undefined, {isPartial}: Pick<ExternalRecord, 'isPartial'>): FieldResult {
	// What could not be read is as it was: it is neither missing nor empty.
	if (raw === undefined && isPartial === true) return {value: undefined};
	const fail = (stage: FieldFailure['stage'], message: string): FieldResult => ({
		failure: {stage, field: mapping.internalField, externalField: mapping.externalField, message},
	});
	try {
		const given = raw ?? (mapping.defaultValue === null ? raw : mapping.defaultValue);
		if (given === undefined || given === null) {
			return mapping.isRequired ? fail('validate', `${mapping.externalField} is required and missing.`) : {value: given};
		}
		const transformed = transform(given);
		if (transformed === undefined) return {value: undefined};
		const value = toCanonical(kind, transformed);
		if (mapping.isRequired && (value === null || value === '')) return fail('validate', `${mapping.externalField} is required and empty.`);
		for (const validate of validations) {
			const reason = validate(value);
			if (reason !== undefined) return fail('validate', `${mapping.externalField} ${JSON.stringify(value).slice(0, 60)} ${reason}.`);
		}
		const kept = fit.keep === undefined ? value : fit.keep(value);
		const refusal = fit.refuse(kept);
		return refusal === undefined ? {value: kept} : fail('validate', `${mapping.externalField} ${JSON.stringify(value).slice(0, 60)} ${refusal}.`);
	} catch (error) {
		if (error instanceof NotCanonical || error instanceof NotTransformable) return fail('transform', `${mapping.externalField}: ${error.message}`);
		throw error;
	}
}
