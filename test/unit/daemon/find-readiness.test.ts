import {expect, test} from 'vitest';
import {findReadiness} from '../../../source/daemon/find-readiness.js';

const takesChanges = () => Promise.resolve(true);

test('a daemon that looks at its schedules and reaches its database is ready', async () => {
	expect(await findReadiness({takesChanges, lastTickAt: performance.now() - 1000, isDraining: false})).toEqual({isReady: true, reasons: []});
});

test('each reason against it is told', async () => {
	const {isReady, reasons} = await findReadiness({takesChanges: () => Promise.reject(new Error('away')), lastTickAt: performance.now() - 61_000, isDraining: true});
	expect(isReady).toBe(false);
	expect(reasons).toEqual(['The daemon is stopping.', 'The schedules were not looked at for a minute.', 'The database cannot be reached.']);
	expect((await findReadiness({takesChanges, lastTickAt: undefined, isDraining: false})).isReady).toBe(false);
});

test('one whose database takes no changes can do no work, and says why', async () => {
	expect(await findReadiness({takesChanges: () => Promise.resolve(false), lastTickAt: performance.now(), isDraining: false})).toEqual({isReady: false, reasons: ['The database takes no changes: it is a standby, or was set to read-only.']});
});
