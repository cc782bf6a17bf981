// A process of Parley that dies as if by a power cut at a named place; argv: database URL, failpoint or "none", its n-th time, what to do as JSON.
import {randomUUID} from 'node:crypto';
import {createConnect} from '../../../source/composition/create-connect.js';
import {findConnectorFactory} from '../../../source/connectors/registry.js';
import {silentLogger} from '../../../source/core/process/logger.js';
import {systemClock} from '../../../source/core/process/system-clock.js';
import {openDatabase} from '../../../source/database/open-database.js';
import {AppError} from '../../../source/errors/app-error.js';
import {bindOperations} from '../../../source/operations/bind-operations.js';
import type {Deed} from './deed.js';

const [, , url = '', failpoint = '', nth = '1', deedText = ''] = process.argv;
const deed = JSON.parse(deedText) as Deed;
const database = openDatabase({url, logger: silentLogger, applicationName: 'parley doomed', maxConnections: 4});
const connect = createConnect({database, clock: systemClock, logger: silentLogger, version: 'test', learnSecret: () => {}});
let passed = 0;
const operations = bindOperations({
	database, clock: systemClock, logger: silentLogger, isReadOnly: false, newId: randomUUID,
	actor: await database.stores.users.ensure('sam', 'admin'),
	connect: async (system, operationId) => {
		const connector = await connect(system, operationId);
		if (deed.kind !== 'sync' || !deed.isCutOff) return connector;
		return {
			...connector,
			write: () => Promise.reject(new AppError({code: 'EXTERNAL_UNREACHABLE', isRetryable: true, message: 'The line is cut.', nextStep: 'It is tried again.'})),
		};
	},
	connectorOptions: system => findConnectorFactory(system).options,
	failpoint: async name => {
		if (name !== failpoint) return;
		passed += 1;
		if (passed !== Number(nth)) return;
		console.log('dies');
		process.kill(process.pid, 'SIGKILL');
		// The signal is on its way: nothing more is done.
		await new Promise(() => {});
	},
});
switch (deed.kind) {
	case 'sync':
		await operations.runSync({systemName: 'Xacta 360', entityType: 'poam', scope: deed.scope});
		break;
	case 'verdict':
		await operations.resolveConflict({id: deed.id, version: deed.version, verdict: {kind: 'keep_external'}});
		break;
	case 'undo':
		await operations.undoResolution({id: deed.id});
		break;
	case 'plan':
		await operations.applyPlan({id: deed.id, clearsGuards: false});
		break;
	case 'replay':
		await operations.replayRejected({filter: {entityType: 'poam'}});
		break;
	case 'bulk':
		await operations.resolveConflicts({requestId: deed.requestId, predicate: {kind: 'ids', ids: deed.ids}, verdict: {kind: 'keep_external'}});
}
await database.close();
console.log('lives');
