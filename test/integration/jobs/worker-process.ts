// A process that works on jobs until it is killed; argv: database URL, name. It says what it does, a line each.
import {silentLogger} from '../../../source/core/logger.js';
import {parseDatabaseUrl} from '../../../source/database/database-url.js';
import {createJobs} from '../../../source/jobs/create-jobs.js';

const [, , url = '', name = ''] = process.argv;
const jobs = createJobs({address: parseDatabaseUrl(url), logger: silentLogger});
await jobs.start();
await jobs.work({
	sync: async (payload, {attempt}) => {
		const {holdMs} = payload as {readonly holdMs: number};
		console.log(`${name} starts, attempt ${attempt}`);
		// Whoever is first holds the job until it is killed.
		if (attempt === 1) await new Promise(resolve => setTimeout(resolve, holdMs));
		console.log(`${name} ends, attempt ${attempt}`);
		return {};
	},
	upkeep: () => Promise.resolve({}),
});
console.log(`${name} works`);
process.once('SIGTERM', () => {
	void jobs.drain({timeoutMs: 1000});
});
