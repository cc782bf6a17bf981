import type {KeyList} from './key-list.js';
import type {ListName, ListRows} from './lists.js';
import type {Resource} from './resource.js';
import type {ConsoleState, NoticeTone, ResourceData, ResourceName} from './state.js';
import type {SafeText} from '../../core/text/safe-text.js';

export const withResource = <R extends ResourceName>(state: ConsoleState, name: R, change: (resource: Resource<ResourceData[R]>) => Resource<ResourceData[R]>): ConsoleState =>
	({...state, resources: {...state.resources, [name]: change(state.resources[name])}});

export const withList = <L extends ListName>(state: ConsoleState, name: L, change: (list: KeyList<ListRows[L]>) => KeyList<ListRows[L]>): ConsoleState =>
	({...state, lists: {...state.lists, [name]: change(state.lists[name])}});

/** How long a notice stays, in ms; one that asks for something stays until it is replaced or dismissed. */
export const noticeFor = {short: 6000, undo: 30_000, untilDismissed: Infinity};

/** A hint is about what is in front when it is given: it goes with that, while what was done stays to be read. */
export const withoutHint = (state: ConsoleState): ConsoleState => (state.notice?.tone === 'dim' ? {...state, notice: undefined} : state);

export const withNotice = (state: ConsoleState, tone: NoticeTone, text: SafeText, forMs: number = noticeFor.short): ConsoleState =>
	({...state, notice: {tone, text, until: state.now + forMs}});
