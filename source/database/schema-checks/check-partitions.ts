import type {Finding} from '../../core/finding.js';
import type {SqlExecutor} from '../executor.js';
import type {PresentSchema} from './read-schema.js';

type PartitionFacts = {readonly hasStrays: boolean; readonly isNextMonthMissing: boolean};

/** The two tables that grow without end. */
export async function checkPartitions(sql: SqlExecutor, schema: PresentSchema): Promise<readonly Finding[]> {
	const findings: Finding[] = [];
	for (const table of ['api_call_logs', 'metrics_values']) {
		const kind = schema.get(table)?.kind;
		if (kind === 'table') findings.push(plain(table));
		if (kind === 'partitioned') findings.push(...judge(table, await readPartitions(sql, table)));
	}
	return findings;
}

const plain = (table: string): Finding => ({
	severity: 'unusual',
	subject: table,
	message: 'Was there before Parley and is a plain table, not partitioned by month: it works, and retention has to delete row by row.',
});

async function readPartitions(sql: SqlExecutor, table: string): Promise<PartitionFacts> {
	const [row] = await sql.query<{hasDefault: boolean; isNextMonthMissing: boolean}>(
		`select to_regclass($1 || '_default') is not null as "hasDefault",
			to_regclass($1 || to_char((now() at time zone 'UTC') + interval '1 month', '"_"YYYY_MM')) is null as "isNextMonthMissing"`, [table]);
	const strays = row?.hasDefault ? await sql.query(`select from ${table}_default limit 1`) : [];
	return {hasStrays: strays.length > 0, isNextMonthMissing: row?.isNextMonthMissing ?? true};
}

const judge = (table: string, {hasStrays, isNextMonthMissing}: PartitionFacts): readonly Finding[] => [
	...(hasStrays
		? [{
			severity: 'unusual' as const, subject: table,
			message: `${table}_default holds rows: they are older or newer than any monthly partition, and retention does not reach them.`,
			nextStep: `Look at them (select * from ${table}_default); parley_ensure_partitions('${table}') moves those of this and the coming months.`,
		}]
		: []),
	...(isNextMonthMissing
		? [{
			severity: 'problem' as const, subject: table,
			message: `Has no partition for the next month: new rows will pile up in ${table}_default.`,
			nextStep: `Run a daemon, which makes partitions ahead, or: select parley_ensure_partitions('${table}').`,
		}]
		: []),
];
