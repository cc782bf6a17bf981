import {expect, test} from 'vitest';
import {toStatusLines} from '../../../../source/commands/print/db-status-lines.js';
import type {DatabaseStatus} from '../../../../source/core/database-tools.js';

const status: DatabaseStatus = {kind: 'external', isRunning: true, address: '"parley" on db.example', serverVersion: '18.4', pid: undefined, dataFolder: undefined, migrations: [], unknownMigrations: []};
const applied = (...pending: readonly string[]) => ['phase-00.js', 'phase-01.js', 'phase-02.js'].map(name => ({name, isApplied: !pending.includes(name)}));

test('each migration that is pending is named', () => {
	expect(toStatusLines({...status, migrations: applied('phase-01.js', 'phase-02.js')}).slice(1)).toEqual([
		'▲ 2 of 3 migrations are pending; "parley db migrate" applies them', '  phase-01.js', '  phase-02.js',
	]);
	expect(toStatusLines({...status, migrations: applied('phase-02.js')}).slice(1)).toEqual(['▲ 1 of 3 migrations is pending; "parley db migrate" applies it', '  phase-02.js']);
	expect(toStatusLines({...status, migrations: applied()}).slice(1)).toEqual(['● all 3 migrations are applied']);
});

test('a database without any of them is told in one line', () => {
	const migrations = applied('phase-00.js', 'phase-01.js', 'phase-02.js');
	expect(toStatusLines({...status, migrations}).slice(1)).toEqual(['▲ none of 3 migrations is applied; "parley db migrate" applies them']);
	expect(toStatusLines({...status, kind: 'embedded', migrations}).slice(1)).toEqual(['◌ it is empty: the first command that needs it makes its tables']);
});

test('a server that does not run is told with how to start it', () => {
	expect(toStatusLines({...status, kind: 'embedded', isRunning: false, dataFolder: '/data'})).toEqual([
		'◌ embedded PostgreSQL is not running: "parley" on db.example', '  data in /data', '  Next: parley db start; a command that needs it starts it too',
	]);
});
