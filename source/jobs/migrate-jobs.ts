import {silentLogger, type Logger} from '../core/logger.js';
import {openBoss, startBoss, type JobsAddress} from './open-boss.js';
import {deadLetterQueue, queueNames, queues, rememberedDays} from './queues.js';

/**
 * Puts the job queue's schema ("pgboss") and its queues in place, or brings them up to date. Safe to run again, and by two
 * at once. Needs the right to create a schema the first time; daemons need only to use it, and never migrate.
 */
export async function migrateJobs(address: JobsAddress, logger: Logger = silentLogger): Promise<void> {
	const boss = openBoss(address, 'migrate', logger);
	await startBoss(boss);
	try {
		const seconds = rememberedDays * 86_400;
		await boss.createQueue(deadLetterQueue, {retentionSeconds: seconds, deleteAfterSeconds: seconds});
		for (const name of queueNames) {
			const {policy, options} = queues[name];
			await boss.createQueue(name, {policy, ...options, deadLetter: deadLetterQueue});
			// Creating leaves a queue alone that is there; its options may be those of an older version.
			await boss.updateQueue(name, {...options, deadLetter: deadLetterQueue});
		}
	} finally {
		await boss.stop({graceful: false});
	}
}
