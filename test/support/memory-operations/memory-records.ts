import {AppError} from '../../../source/errors/app-error.js';
import type {Operations} from '../../../source/operations/operations.js';
import type {Ask} from './ask.js';
import type {MemoryWorld} from './memory-world.js';
import {pageOf} from './page-of.js';
import {sampleDetail} from './sample-records.js';

export const memoryRecords = (world: MemoryWorld, ask: Ask): Pick<Operations, 'searchRecords' | 'getRecord'> => ({
	searchRecords: ({entityType, text = ''}, after, limit) => ask('searchRecords', () => pageOf(
		world.records.filter(record => record.entityType === entityType && `${record.entityId} ${record.label}`.toLowerCase().includes(text.toLowerCase())),
		record => record.id, false, after, limit,
	)),
	getRecord: request => ask('getRecord', () => {
		const record = world.records.find(one => one.entityType === request.entityType && ('id' in request ? one.id === request.id : one.entityId === request.key));
		if (record === undefined) throw new AppError({code: 'NOT_FOUND', message: `There is no such ${request.entityType}.`, nextStep: 'Run "parley records list".'});
		return sampleDetail(record, world.now());
	}),
});
