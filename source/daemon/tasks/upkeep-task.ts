import type {Task} from '../../jobs/job.js';
import {runUpkeep, type UpkeepContext} from '../../operations/run-upkeep.js';

/** Keeps the database in shape for another day. */
export const createUpkeepTask = (context: UpkeepContext): Task => async (_, {logger}) => {
	const outcome = await runUpkeep(context);
	logger.info('Upkeep is done', outcome);
	return {...outcome};
};
