import {controlFamilies} from './data/control-families.js';
import {readTable} from './support/read-table.js';
import {seeder} from './support/seeder.js';

const baselines = ['low', 'moderate', 'high'];

async function readControls() {
	const rows = await readTable('nist-800-53r5-controls.tsv');
	return rows.map(([control_id, title, lowest]) => {
		const family_id = control_id.slice(0, 2);
		// A higher baseline holds all of a lower one.
		const isIn = baseline => lowest !== '-' && baselines.indexOf(lowest) <= baselines.indexOf(baseline);
		return {
			control_id, title, family_id, family: controlFamilies[family_id],
			in_low_baseline: isIn('low'), in_moderate_baseline: isIn('moderate'), in_high_baseline: isIn('high'),
		};
	});
}

async function readKnownExploited() {
	const rows = await readTable('cisa-known-exploited.tsv');
	return rows.map(([cve_id, vendor, product, vulnerability_name, date_added, due_date, ransomware]) => ({
		cve_id, vendor, product, vulnerability_name, date_added, due_date, is_used_by_ransomware: ransomware === 'yes',
	}));
}

/** The tables hold nothing but the catalogs, so a newer catalog replaces what differs. */
async function upsert(run, table, key, rows) {
	const columns = Object.keys(rows[0]);
	const others = columns.filter(column => column !== key);
	await run(
		`insert into ${table} as present (${columns.join(', ')})
		select ${columns.join(', ')} from jsonb_populate_recordset(null::${table}, $1::jsonb)
		on conflict (${key}) do update set ${others.map(column => `${column} = excluded.${column}`).join(', ')}
		where (${others.map(column => `present.${column}`).join(', ')}) is distinct from (${others.map(column => `excluded.${column}`).join(', ')})`,
		[JSON.stringify(rows)],
	);
}

export const {up, down} = seeder({
	up: async run => {
		await upsert(run, 'reference_controls', 'control_id', await readControls());
		await upsert(run, 'reference_known_exploited', 'cve_id', await readKnownExploited());
	},
	down: async run => {
		await run('delete from reference_controls');
		await run('delete from reference_known_exploited');
	},
});
