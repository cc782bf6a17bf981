import {expect, test} from 'vitest';
import {silentLogger} from '../../../source/core/process/logger.js';
import {openDatabase} from '../../../source/database/open-database.js';
import {createSyncedWorld} from '../../support/synced-world.js';

test('a run whose database goes away says that what was finished stays, and how to go on', async () => {
	await using world = await createSyncedWorld();
	const lost = openDatabase({url: world.url, logger: silentLogger, applicationName: 'lost', maxConnections: 2});
	const running = world.bind({database: lost, failpoint: name => (name === 'inbound.page-read' ? lost.close() : Promise.resolve())}).runSync({systemName: 'Xacta 360', entityType: 'poam'});
	await expect(running).rejects.toMatchObject({code: 'DATABASE_UNREACHABLE', nextStep: expect.stringMatching(/The pages that were finished stay.*: parley sync resume$/)});
});
