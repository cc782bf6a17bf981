import {groupKeys} from '../../core/conflict-group.js';
import {entityTypes, type EntityType} from '../../core/entity.js';
import type {SafeText} from '../../core/text/safe-text.js';
import {joinSafe, safe} from '../text/safe.js';
import type {Action} from '../store/actions.js';
import {parseFilter} from '../store/parse-filter.js';
import {type Route, toRoute, views} from '../store/route.js';
import {isHeld, namedSystems} from '../store/selectors.js';
import type {ConsoleState} from '../store/state.js';
import {groupWord, pluralOf} from '../store/words.js';
import {viewNames} from '../store/view-names.js';
import {type Binding, type BindingContext, reasonOff, showKey} from './binding.js';
import {confirmFullSync} from './confirmations.js';
import {bindingsOf} from './keymaps.js';
import {releaseBinding} from './release-binding.js';
import {syncBindings} from './sync-bindings.js';

/** Something that can be typed after ":". */
export type PaletteCommand = {readonly text: SafeText; readonly help: SafeText; readonly run: (context: BindingContext) => void; readonly reasonOff: SafeText | undefined};

const perform = (action: Action) => ({dispatch}: BindingContext): void => dispatch(action);
const command = (text: string, help: string, action: Action, off?: SafeText): PaletteCommand => ({text: safe(text), help: safe(help), run: perform(action), reasonOff: off});
const opening = (text: string, help: string, route: Route): PaletteCommand => command(text, help, {type: 'route/opened', route});

/** Every command that makes sense now, with names filled in, then what keys do on this screen. */
function paletteCommands(state: ConsoleState, typed: string): readonly PaletteCommand[] {
	const off = whyNothingChanges(state);
	const pairs = state.resources.health.data?.pairs ?? [];
	return [
		...views.map(view => opening(viewNames[view].label.toLowerCase(), viewNames[view].help, toRoute(view))),
		...searches(typed),
		...filters(state, typed),
		...(state.resources.health.data?.systems ?? []).flatMap(({externalSystemId, systemName}) =>
			systemCommands(externalSystemId, systemName, pairs.filter(pair => pair.externalSystemId === externalSystemId).map(({entityType}) => entityType), off)),
		...entityTypes.map(entityType => opening(`records ${pluralOf(entityType)}`, 'A text behind it looks for a key, a name or an id over there', {screen: 'records', filter: {entityType}})),
		...groupKeys.map(by => opening(`conflicts by ${groupWord(by)}`, 'Counted, most first; enter shows those of one', {screen: 'groups', by, filter: {}})),
		opening('poams proposed', 'POA&Ms that open findings lack, and those that can be closed', {screen: 'proposals'}),
		opening('plans', 'What runs would have done, and who applied them', {screen: 'plans'}),
		opening('rejected', 'Records that could not be taken', {screen: 'rejected', filter: {}}),
		opening('calls errors', 'Only calls that failed', {screen: 'calls', filter: {onlyErrors: true}}),
		command('resume', 'Go on with every run that was interrupted', {type: 'work/requested', work: {kind: 'resume', request: {}}}, off),
		command('verify audit', 'Recompute the chain of audit events', {type: 'audit/verify-requested'}),
		// Wherever one is, while it is asked for on Health.
		...(isHeld(state) && state.route.screen !== 'health' ? [toCommand(releaseBinding, state)] : []),
		...screenCommands(state),
	];
}

/** What holds for all that modifies; a role or a read-only console says it here, before it is asked for. */
const whyNothingChanges = (state: ConsoleState): SafeText | undefined => {
	const [sync] = syncBindings;
	const reason = sync === undefined ? undefined : reasonOff({...sync, disabledReason: () => undefined}, state);
	return reason === undefined ? undefined : safe(reason);
};

function systemCommands(externalSystemId: number, systemName: string, types: readonly EntityType[], off: SafeText | undefined): readonly PaletteCommand[] {
	return [
		command(`sync ${systemName}`, 'What changed since the last run, all entity types', {type: 'sync/requested', request: {systemName, scope: 'changes'}}, off),
		...types.map(entityType => command(`sync ${systemName} ${pluralOf(entityType)}`, 'What changed since the last run', {type: 'sync/requested', request: {systemName, entityType, scope: 'changes'}}, off)),
		command(`sync full ${systemName}`, 'Read everything again; asks first', {type: 'overlay/opened', overlay: confirmFullSync({systemName})}, off),
		...types.flatMap(entityType => (['changes', 'full'] as const).map(scope => command(
			`plan ${scope === 'full' ? 'full ' : ''}${systemName} ${pluralOf(entityType)}`, 'What such a run would do; nothing is written',
			{type: 'work/requested', work: {kind: 'plan', request: {systemName, entityType, scope, selection: undefined}}}, off,
		))),
		...types.map(entityType => opening(`rules ${systemName} ${pluralOf(entityType)}`, 'Its policy and its mappings', {screen: 'rule', pair: {systemName, entityType}})),
		...(types.includes('poam') ? [opening(`poams proposed ${systemName}`, 'POA&Ms that open findings lack there', {screen: 'proposals', systemName})] : []),
		opening(`operations ${systemName}`, 'The runs of this system', {screen: 'operations', filter: {externalSystemId}}),
		opening(`calls ${systemName}`, 'The calls to this system', {screen: 'calls', filter: {externalSystemId}}),
	];
}

/** "records poams 2026-0042": what stands behind the entity type is looked for. */
function searches(typed: string): readonly PaletteCommand[] {
	const [, word = '', text = ''] = /^\s*records?\s+(\w+)\s+(\S.*)$/i.exec(typed) ?? [];
	const entityType = entityTypes.find(type => type === word.toLowerCase() || pluralOf(type) === word.toLowerCase());
	return entityType === undefined ? [] : [opening(`records ${word} ${text}`, `Look for it among the ${pluralOf(entityType)}`, {screen: 'records', filter: {entityType, text: text.trim()}})];
}

/** "conflicts field:poc older:3h": what stands behind is a filter. With a key of its own in the configuration, it is a saved one. */
function filters(state: ConsoleState, typed: string): readonly PaletteCommand[] {
	const text = /^\s*conflicts\s+(\S.*)$/i.exec(typed)?.[1]?.trim();
	if (text === undefined) return [];
	const parsed = parseFilter(text, namedSystems(state));
	if ('filter' in parsed) return [opening(`conflicts ${text}`, 'The conflicts for which this holds', {screen: 'conflicts', filter: parsed.filter})];
	return [{text: safe(`conflicts ${text}`), help: parsed.problem, run: () => {}, reasonOff: parsed.problem}];
}

/** What keys do here, by name: none is in the palette that the help does not have. */
function screenCommands(state: ConsoleState): readonly PaletteCommand[] {
	const jumps = new Set(views.map(view => `view.${view}`));
	return bindingsOf(state.route.screen).filter(({id}) => !jumps.has(id) && id !== 'global.palette').map((binding: Binding) => {
		const key = safe(showKey(binding.keys[0] ?? ''));
		const found = toCommand(binding, state);
		return {...found, help: joinSafe([key, found.help], safe('  '))};
	});
}

function toCommand(binding: Binding, state: ConsoleState): PaletteCommand {
	const off = reasonOff(binding, state);
	return {text: safe(binding.label), help: safe(binding.help), run: binding.run, reasonOff: off === undefined ? undefined : safe(off)};
}

/** The commands that hold all typed words, in any order; those that start with what was typed come first. */
export function findCommands(state: ConsoleState, typed: string): readonly PaletteCommand[] {
	const words = typed.toLowerCase().split(/\s+/).filter(word => word !== '');
	const found = paletteCommands(state, typed).filter(({text}) => words.every(word => text.toLowerCase().includes(word)));
	const isStart = ({text}: PaletteCommand): number => (text.toLowerCase().startsWith(typed.toLowerCase().trim()) ? 0 : 1);
	return found.toSorted((left, right) => isStart(left) - isStart(right));
}
