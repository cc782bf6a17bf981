import {compose, type Composition} from '../../source/compose.js';
import {boundHeap} from '../../source/composition/bound-heap.js';
import {loadConfig} from '../../source/config/load.js';
import {silentLogger} from '../../source/core/process/logger.js';
import type {Operations} from '../../source/operations/operations.js';

/** Where a worker finds its database, and a folder of its own. */
export type Place = {readonly url: string; readonly dataHome: string};

/** The operations as a command has them, heap included, on the database at `url`. */
export async function openOperations({url, dataHome}: Place): Promise<{readonly operations: Operations; readonly close: Composition['close']}> {
	boundHeap();
	const composition = compose({
		config: loadConfig({env: {DATABASE_URL: url, PARLEY_DATA_HOME: dataHome}}), version: 'bench', applicationName: 'parley bench',
		createLogger: () => silentLogger, actor: {userId: undefined, username: 'bench', role: 'operator'},
	});
	return {operations: await composition.operations(), close: composition.close};
}
