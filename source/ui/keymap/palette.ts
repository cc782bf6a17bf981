import {entityTypes} from '../../core/entity.js';
import type {SafeText} from '../../core/safe-text.js';
import {safe} from '../text/safe.js';
import type {Action} from '../store/actions.js';
import {toRoute, views} from '../store/route.js';
import type {ConsoleState} from '../store/state.js';
import {pluralOf} from '../store/words.js';
import {confirmFullSync} from './confirmations.js';
import {viewNames} from '../store/view-names.js';

/** Something that can be typed after ":". */
export type PaletteCommand = {readonly text: SafeText; readonly help: SafeText; readonly action: Action; readonly reasonOff: SafeText | undefined};

/** Every command that makes sense now, with names filled in: what is not listed cannot be typed. */
function paletteCommands(state: ConsoleState): readonly PaletteCommand[] {
	const off = state.isReadOnly ? safe('This console is read-only.') : undefined;
	const syncs = (state.resources.health.data?.systems ?? []).flatMap(({externalSystemId, systemName}): readonly PaletteCommand[] => {
		const pairs = entityTypes.filter(type => state.resources.health.data?.pairs.some(pair => pair.externalSystemId === externalSystemId && pair.entityType === type));
		return [
			{text: safe(`sync ${systemName}`), help: safe('What changed since the last run, all entity types'), action: {type: 'sync/requested', request: {systemName, scope: 'changes'}}, reasonOff: off},
			...pairs.map(entityType => ({
				text: safe(`sync ${systemName} ${pluralOf(entityType)}`), help: safe('What changed since the last run'),
				action: {type: 'sync/requested', request: {systemName, entityType, scope: 'changes'}} as const, reasonOff: off,
			})),
			{text: safe(`sync full ${systemName}`), help: safe('Read everything again; asks first'), action: {type: 'overlay/opened', overlay: confirmFullSync({systemName})}, reasonOff: off},
		];
	});
	return [
		...views.map(view => ({text: safe(viewNames[view].label.toLowerCase()), help: safe(viewNames[view].help), action: {type: 'route/opened', route: toRoute(view)} as const, reasonOff: undefined})),
		...syncs,
		{text: safe('calls errors'), help: safe('Only calls that failed'), action: {type: 'route/opened', route: {screen: 'calls', filter: {onlyErrors: true}}}, reasonOff: undefined},
		{text: safe('stop sync'), help: safe('Stop the syncs that were started here'), action: {type: 'sync/stop-requested'}, reasonOff: state.syncs.length === 0 ? safe('No sync that was started here is running.') : off},
		{text: safe('verify audit'), help: safe('Recompute the chain of audit events'), action: {type: 'audit/verify-requested'}, reasonOff: undefined},
		{text: safe('refresh'), help: safe('Read everything again'), action: {type: 'data/refresh-requested'}, reasonOff: undefined},
		{text: safe('redraw'), help: safe('Draw the whole screen again'), action: {type: 'terminal/redraw-requested'}, reasonOff: undefined},
		{text: safe('quit'), help: safe('Leave the console'), action: {type: 'quit/requested'}, reasonOff: undefined},
	];
}

/** The commands that hold all typed words, in any order; those that start with what was typed come first. */
export function findCommands(state: ConsoleState, typed: string): readonly PaletteCommand[] {
	const words = typed.toLowerCase().split(/\s+/).filter(word => word !== '');
	const found = paletteCommands(state).filter(command => words.every(word => command.text.toLowerCase().includes(word)));
	const isStart = (command: PaletteCommand): number => (command.text.toLowerCase().startsWith(typed.toLowerCase().trim()) ? 0 : 1);
	return found.toSorted((left, right) => isStart(left) - isStart(right));
}
