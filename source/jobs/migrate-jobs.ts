import type {DatabaseAddress} from '../core/database-address.js';
import {silentLogger, type Logger} from '../core/process/logger.js';
import {openBoss, startBoss} from './open-boss.js';
import {deadLetterQueue, queueNames, queues, rememberedDays} from './queues.js';

/**
 * pg-boss counts the active jobs of a group before it takes one, and does not see those that others are taking at that
 * moment; a fetch that runs into an index counts as one that found nothing. Two that are active already stay so, one without its group.
 */
const oneActivePerGroup = `
	select pg_advisory_xact_lock(hashtextextended('parley_one_active_per_group', 0));
	update pgboss.job j set group_id = null where state = 'active' and to_regclass('pgboss.parley_one_active_per_group') is null
		and exists (select from pgboss.job o where o.state = 'active' and o.name = j.name and o.group_id = j.group_id and o.id < j.id);
	create unique index if not exists parley_one_active_per_group on pgboss.job (name, group_id) where state = 'active' and group_id is not null`;

/**
 * Puts the job queue's schema ("pgboss") and its queues in place, or brings them up to date. Safe to run again, and by two
 * at once. Needs the right to create a schema the first time; daemons need only to use it, and never migrate.
 */
export async function migrateJobs(address: DatabaseAddress, logger: Logger = silentLogger): Promise<void> {
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
		await boss.getDb().executeSql(oneActivePerGroup);
	} finally {
		await boss.stop({graceful: false});
	}
}
