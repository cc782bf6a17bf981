import {phase} from './support/phase.js';

export const {up, down} = phase(import.meta.url, async schema => {
	await schema.ensureTable('metrics_definitions', [
		'id serial primary key',
		'metric_name varchar(255) not null unique',
		'metric_category varchar(100) not null',
		'display_name varchar(255) not null',
		'description text',
		'calculation_method text not null',
		'sql_query text',
		'data_sources text[]',
		'aggregation_level varchar(50)',
		'target_value decimal(15,4)',
		'threshold_warning decimal(15,4)',
		'threshold_critical decimal(15,4)',
		'unit_of_measure varchar(50)',
		'chart_type varchar(50)',
		'is_kpi boolean default false',
		'audience varchar(100)',
		'created_at timestamp default now()',
		'updated_at timestamp default now()',
	]);

	// By month and with its time in the key, for the same reason as api_call_logs.
	const isNew = await schema.ensureTable(
		'metrics_values',
		[
			'id serial not null',
			'metric_id integer references metrics_definitions(id)',
			'calculated_at timestamp not null',
			'period_start timestamp',
			'period_end timestamp',
			'value decimal(15,4) not null',
			'value_text text',
			'additional_data jsonb',
			'data_quality_score decimal(3,2)',
			'calculation_duration_ms integer',
			'created_at timestamp default now()',
		],
		{constraints: ['primary key (id, calculated_at)'], partitionBy: 'range (calculated_at)'},
	);
	await schema.ensureIndex('idx_metrics_values_metric_time', 'metrics_values (metric_id, calculated_at)');
	if (isNew) await schema.run(`select parley_ensure_partitions('metrics_values')`);
});
