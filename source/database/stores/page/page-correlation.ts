import type {Evidence, EvidenceKind} from '../../../core/correlation-rule.js';
import {toEntityKey} from '../../../core/entity.js';
import {isJsonObject, type JsonObject, type JsonValue} from '../../../core/json.js';
import type {PageStore} from '../../../core/stores/page-store.js';
import {quoteName, type Catalog} from '../../catalog.js';
import type {SqlExecutor} from '../../executor.js';
import {presentFields, selectAsJson, toCanonicalFields} from '../../record-columns.js';

type Row = {readonly id: string; readonly external_id: string | null; readonly fields: JsonObject; readonly columns: JsonObject; readonly received: JsonValue};

/** A text, or a JSON list of texts, as a list of comparable values: the least that both spellings of a value agree in. */
const toList = (kind: EvidenceKind, text: string): string => {
	const kept = kind === 'uuid' || kind === 'mac' ? `regexp_replace(translate(lower(${text}), '; ', ',,'), '[^0-9a-f,]', '', 'g')` : `regexp_replace(translate(lower(${text}), '; ', ',,'), '["\\[\\]{}]', '', 'g')`;
	return `string_to_array(${kept}, ',')`;
};

const noLink = 'not exists (select from sync_links l where l.internal_id = t.id and l.entity_type = $2 and l.external_system_id = $1)';

export const createPageCorrelation = (sql: SqlExecutor, catalog: Catalog): Pick<PageStore, 'hasUnlinked' | 'findCorrelated'> => ({
	hasUnlinked: async (externalSystemId, {table, entityType}) => {
		// A full join is hashed or merged, whatever is known of the tables: of two that nobody analyzed yet, "not exists" goes through all links for each row.
		const [row] = await sql.query<{any: boolean}>(
			`select exists (select from ${table} t
				full join (select internal_id from sync_links where external_system_id = $1 and entity_type = $2) l on l.internal_id = t.id
				where l.internal_id is null) as any`,
			[externalSystemId, entityType],
		);
		return row?.any ?? false;
	},
	findCorrelated: async ({externalSystemId, definition, systemType}, probes, fields) => {
		const columns = await catalog.columnsOf(definition.table);
		const hasReceived = definition.keepsRaw && columns.get('raw_json')?.type === 'jsonb';
		const places = ({columns: names, paths}: Evidence): readonly string[] => [
			...names.filter(name => columns.has(name)).map(name => `t.${quoteName(name)}::text`),
			...(hasReceived ? paths.map(path => `(t.raw_json #> '{${path.replaceAll('.', ',')}}')::text`) : []),
		];
		const wanted = probes.filter(({values}) => values.length > 0);
		const conditions = wanted.flatMap(({evidence}, index) => places(evidence).map(place => `${toList(evidence.kind, place)} && $${index + 3}::text[]`));
		if (conditions.length === 0) return [];
		const idField = definition.externalIdFields[systemType];
		const shown = [...new Set(probes.flatMap(({evidence}) => evidence.columns))].filter(name => columns.has(name));
		const rows = await sql.query<Row>(
			`select t.id::text, ${idField !== undefined && columns.has(idField) ? `t.${quoteName(idField)}` : 'null::text'} as external_id,
				${selectAsJson('t', presentFields(definition, columns, [...new Set([...fields, ...definition.keyFields])]))} as fields,
				jsonb_build_object(${shown.map(name => `'${name}', t.${quoteName(name)}`).join(', ')}) as columns, ${hasReceived ? 't.raw_json' : 'null::jsonb'} as received
			from ${definition.table} t where ${noLink} and (${conditions.join(' or ')}) order by t.id`,
			[externalSystemId, definition.entityType, ...wanted.map(({values}) => values)],
		);
		return rows.map(row => {
			const internal = toCanonicalFields(definition, row.fields);
			const received = isJsonObject(row.received) ? row.received : {};
			return {internalId: row.id, externalId: row.external_id, key: toEntityKey(definition, internal), linkedTo: null, internal, columns: row.columns, received};
		});
	},
});
