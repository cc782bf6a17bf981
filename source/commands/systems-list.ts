import {formatAge} from '../core/text/format-age.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import type {SystemSummary} from '../operations/get-system.js';
import type {Command} from './command.js';
import {formatTable} from './print/format-table.js';
import {isSet} from './input/read-flags.js';

export const systemsList: Command = {
	name: 'systems list',
	usage: '',
	summary: 'List the external systems.',
	flags: {},
	run: async ({flags, output, operations}) => {
		const systems = await (await operations()).listSystems();
		if (isSet(flags, 'json')) output.json({systems});
		else for (const line of toLines(systems, output.width, new Date())) output.line(line);
	},
};

function toLines(systems: readonly SystemSummary[], width: number | undefined, now: Date): readonly SafeText[] {
	if (systems.length === 0) return [ownText`No external systems. "parley db seed" puts Tenable and Xacta in.`];
	return formatTable({
		columns: [{header: 'NAME', minWidth: 10}, {header: 'TYPE'}, {header: 'SYNC'}, {header: 'ADDRESS', minWidth: 16}, {header: 'LAST SYNC', minWidth: 10}],
		rows: systems.map(system => [
			toSafeText(system.systemName), toSafeText(system.systemType), system.syncEnabled ? ownText`● on` : ownText`◌ off`, toSafeText(system.apiBaseUrl),
			system.lastSyncTime === null ? ownText`never` : toSafeText(`${system.lastSyncStatus ?? ''} ${formatAge(system.lastSyncTime, now)}`.trim()),
		]),
		width,
	});
}
