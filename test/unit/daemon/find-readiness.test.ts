import {expect, test} from 'vitest';
import {findReadiness} from '../../../source/daemon/find-readiness.js';

const now = () => Promise.resolve(new Date());

test('a daemon that looks at its schedules and reaches its database is ready', async () => {
	expect(await findReadiness({now, lastTickAt: performance.now() - 1000, isDraining: false})).toEqual({isReady: true, reasons: []});
});

test('each reason against it is told', async () => {
	const {isReady, reasons} = await findReadiness({now: () => Promise.reject(new Error('away')), lastTickAt: performance.now() - 61_000, isDraining: true});
	expect(isReady).toBe(false);
	expect(reasons).toEqual(['The daemon is stopping.', 'The schedules were not looked at for a minute.', 'The database cannot be reached.']);
	expect((await findReadiness({now, lastTickAt: undefined, isDraining: false})).isReady).toBe(false);
});
