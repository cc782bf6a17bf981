import {workflows} from './data/workflows.js';
import {insertMissing} from './support/insert-missing.js';
import {seeder} from './support/seeder.js';

export const {up, down} = seeder({
	up: run => insertMissing(run, 'workflows', ['workflow_name'], workflows),

	down: run =>
		run(
			`delete from workflows w where w.workflow_name = any($1) and not exists (select from workflow_executions where workflow_id = w.id)`,
			[workflows.map(workflow => workflow.workflow_name)],
		),
});
