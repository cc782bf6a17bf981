import {metrics} from './data/metrics.js';
import {insertMissing} from './support/insert-missing.js';
import {seeder} from './support/seeder.js';

export const {up, down} = seeder({
	up: run => insertMissing(run, 'metrics_definitions', ['metric_name'], metrics),

	down: run =>
		run(
			`delete from metrics_definitions d where d.metric_name = any($1) and not exists (select from metrics_values where metric_id = d.id)`,
			[metrics.map(metric => metric.metric_name)],
		),
});
