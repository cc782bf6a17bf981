import {mentions, severities, type ConflictPredicate, type Severity} from '../core/predicate/conflict-predicate.js';
import {entityDefinitions, type EntityType} from '../core/entity.js';
import type {Catalog} from './catalog.js';

/** The columns that say how bad a record is; the first one that says something counts. */
const severityFields: Partial<Readonly<Record<EntityType, readonly string[]>>> = {
	asset: ['criticality_rating'],
	vulnerability: ['severity', 'severity_name'],
	poam: ['risk_rating', 'weakness_severity'],
};

/** What the platforms and installations write for each level: Tenable's numbers, NIST's words. */
const severityWords: Readonly<Record<Severity, readonly string[]>> = {
	info: ['0', 'info', 'informational', 'none', 'very low'],
	low: ['1', 'low'],
	medium: ['2', 'medium', 'moderate'],
	high: ['3', 'high'],
	critical: ['4', 'critical', 'very high', 'severe'],
};

const ranks = severities.flatMap((severity, rank) => severityWords[severity].map(word => `when '${word}' then ${rank}`)).join(' ');

/** The first of these texts that is one of the words, as 0 to 4. */
const toRank = (texts: readonly string[]): string => `coalesce(${texts.map(text => `case lower(trim(${text})) ${ranks} end`).join(', ')})`;

type Source = {readonly entityType: string; readonly table: string; readonly fields: readonly string[]};

/** The tables of this installation that say how bad their records are, by which of their columns. */
async function listSources(catalog: Catalog): Promise<readonly Source[]> {
	const sources = await Promise.all(Object.entries(severityFields).map(async ([entityType, fields]): Promise<Source> => {
		const {table} = entityDefinitions[entityType as EntityType];
		const present = await catalog.columnsOf(table);
		return {entityType, table, fields: fields.filter(field => present.has(field))};
	}));
	return sources.filter(({fields}) => fields.length > 0);
}

/** How bad the record of `sync_conflicts c` is, 0 to 4; null where nothing says so. `null` for a predicate that does not ask for it. */
export async function loadSeveritySql(predicate: ConflictPredicate | undefined, catalog: Catalog): Promise<string> {
	if (predicate === undefined || !mentions(predicate, 'severity')) return 'null::integer';
	const branches = (await listSources(catalog)).map(({entityType, table, fields}) =>
		`when '${entityType}' then (select ${toRank(fields.map(field => `r.${field}::text`))} from ${table} r where r.id = c.internal_id)`);
	return branches.length === 0 ? 'null::integer' : `(case c.entity_type ${branches.join(' ')} end)`;
}

/**
 * Counts the conflicts for which `where`, a condition on `c`, holds, by severity: rows of key, count and oldest_at. Each table is joined
 * once and what it says is counted as it stands; the words, of which there are few, are read afterwards. Looking at the record of each
 * conflict took five times as long over a million.
 */
export async function countBySeverity(catalog: Catalog, where: string): Promise<string> {
	const sources = await listSources(catalog);
	const counted = sources.map(({entityType, table, fields}) => {
		const texts = fields.map(field => `r.${field}::text as ${field}`).join(', ');
		return `select ${toRank(fields.map(field => `g.${field}`))} as rank, g.count, g.oldest_at from (
			select ${texts}, count(*) as count, min(c.created_at) as oldest_at from sync_conflicts c left join ${table} r on r.id = c.internal_id
			where (${where}) and c.entity_type = '${entityType}' group by ${fields.map((_, index) => index + 1).join(', ')}) g`;
	});
	const others = sources.length === 0 ? 'true' : `c.entity_type not in (${sources.map(({entityType}) => `'${entityType}'`).join(', ')})`;
	return `select rank::text as key, sum(count)::text as count, min(oldest_at) as oldest_at from (
		${[...counted, `select null::integer, count(*), min(c.created_at) from sync_conflicts c where (${where}) and ${others} having count(*) > 0`].join('\n\t\tunion all ')}
	) by_table group by 1`;
}
