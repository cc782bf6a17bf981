import {entityDefinitions} from '../core/entity.js';
import {formatAge} from '../core/text/format-age.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import type {SystemDetail} from '../operations/get-system.js';
import type {Command} from './command.js';
import {formatTable} from './print/format-table.js';
import {isSet, readArgument} from './input/read-flags.js';

export const systemsShow: Command = {
	name: 'systems show',
	usage: '<system>',
	summary: 'Show one external system: its connection without secrets, and what is synced with it.',
	flags: {},
	examples: ['parley systems show "Xacta 360"'],
	run: async ({args, flags, output, operations}) => {
		const name = readArgument(args, 'name of the system');
		const system = await (await operations()).getSystem(name);
		if (isSet(flags, 'json')) output.json(system);
		else for (const line of toSystemLines(system, output.width, new Date())) output.line(line);
	},
};

export function toSystemLines(system: SystemDetail, width: number | undefined, now: Date): readonly SafeText[] {
	const {systemName, systemType, apiBaseUrl, authenticationMethod, syncEnabled, syncFrequencyMinutes, lastSyncTime, connection, pairs} = system;
	const last = lastSyncTime === null ? 'never synced' : `synced ${formatAge(lastSyncTime, now)}`;
	return [
		ownText`${toSafeText(systemName)} · ${toSafeText(systemType)} · ${syncEnabled ? ownText`● syncing is on` : ownText`◌ syncing is off`} · ${toSafeText(last)}`,
		ownText`  address ${toSafeText(apiBaseUrl)}, by ${toSafeText(authenticationMethod)}, every ${syncFrequencyMinutes} minutes where a policy has no schedule`,
		...Object.entries(connection).map(([name, value]) => ownText`  ${toSafeText(name)}: ${value === '' ? ownText`(not set)` : toSafeText(value)}`),
		ownText``,
		...formatTable({
			columns: [{header: '  ENTITY'}, {header: 'DIRECTION'}, {header: 'STRATEGY'}, {header: 'PUSHING'}, {header: 'MAPPINGS', align: 'right'}],
			rows: pairs.map(pair => [
				ownText`  ${toSafeText(entityDefinitions[pair.entityType].plural)}`, toSafeText(pair.isActive ? pair.direction : 'off'), toSafeText(pair.strategy),
				toSafeText(pair.direction === 'inbound' ? '-' : pair.isPushEnabled ? 'on' : 'off'), toSafeText(String(pair.mappings)),
			]),
			width,
		}),
	];
}
