// A process that asks Tenable for one asset after another; argv: database URL. Each line it is told says for how many.
import {createInterface} from 'node:readline';
import {createConnect} from '../../../../source/composition/create-connect.js';
import {silentLogger} from '../../../../source/core/process/logger.js';
import {systemClock} from '../../../../source/core/process/system-clock.js';
import {openDatabase} from '../../../../source/database/open-database.js';

const [, , url = ''] = process.argv;
const database = openDatabase({url, logger: silentLogger, applicationName: 'parley asking', maxConnections: 2});
const system = await database.stores.systems.findByName('Tenable.io');
if (system === undefined) throw new Error('There is no such system.');
const connector = await createConnect({database, clock: systemClock, logger: silentLogger, version: 'test', learnSecret: () => {}})(system, undefined);
const {signal} = new AbortController();
console.log('ready');
for await (const count of createInterface({input: process.stdin})) {
	for (let asked = 0; asked < Number(count); asked++) await connector.read('asset', `asset-${process.pid}-${asked}`, signal);
	console.log('done');
}
