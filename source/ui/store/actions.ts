import type {Actor} from '../../core/actor.js';
import type {Conflict, ConflictFilter, Verdict} from '../../core/conflict.js';
import type {ChangeTopic} from '../../core/database.js';
import type {Operation} from '../../core/operation.js';
import type {KeyPage} from '../../core/page.js';
import type {SafeText} from '../../core/safe-text.js';
import type {Resolution, SyncOutcome, SyncRequest} from '../../operations/operations.js';
import type {Failure} from './failure.js';
import type {ListRequest} from './key-list.js';
import type {ListName, ListRows} from './lists.js';
import type {Overlay} from './overlay.js';
import type {Request} from './request.js';
import type {Route} from './route.js';
import type {Bulk, BulkVerdict, NoticeTone, ResourceData, ResourceName} from './state.js';
import type {Move} from './window.js';

type Nothing = Readonly<Record<never, never>>;

/** Of which conflicts a bulk verdict speaks: those given, or all pending ones that a filter finds. */
export type Selection = {readonly conflicts: readonly Conflict[]} | {readonly filter: ConflictFilter};

/** An answer, of the type that belongs to its name. */
export type ResourceAnswer = {readonly [R in ResourceName]: {readonly name: R; readonly data: ResourceData[R]}}[ResourceName];
export type ListAnswer = {readonly [L in ListName]: {readonly list: L; readonly page: KeyPage<ListRows[L]>}}[ListName];

/** Everything that can happen in the console, with what comes along. "-requested" asks an effect to do something. */
export type ActionData = {
	'connection/requested': Nothing;
	'connection/opened': {readonly actor: Actor; readonly isReadOnly: boolean};
	'connection/failed': {readonly failure: Failure; readonly retryAt: number | undefined};
	'connection/live': Nothing;
	'connection/lost': {readonly at: number};
	/** The database told that rows changed, or it is time to look again. */
	'data/changed': {readonly topics: ReadonlySet<ChangeTopic>};
	'data/refresh-requested': Nothing;
	/** Asks again for what failed. */
	'data/retry-requested': Nothing;

	'resource/load-started': {readonly name: ResourceName; readonly request: Request};
	'resource/loaded': {readonly request: Request; readonly answer: ResourceAnswer; readonly at: number};
	'resource/failed': {readonly name: ResourceName; readonly request: Request; readonly failure: Failure};
	'list/load-started': {readonly list: ListName; readonly request: ListRequest};
	'list/loaded': {readonly request: ListRequest; readonly answer: ListAnswer; readonly at: number};
	'list/failed': {readonly list: ListName; readonly request: ListRequest; readonly failure: Failure};

	'terminal/resized': {readonly columns: number; readonly rows: number};
	'terminal/redraw-requested': Nothing;
	'terminal/suspend-requested': Nothing;
	'clock/ticked': {readonly now: number};

	'route/opened': {readonly route: Route};
	/** Another one of the same kind, without a step in the history. */
	'route/replaced': {readonly route: Route};
	'route/back': Nothing;
	'route/forward': Nothing;
	'route/toggled': Nothing;
	'route/up': Nothing;
	'cursor/moved': {readonly move: Move};
	'prefix/pressed': {readonly key: string | undefined};
	'notice/shown': {readonly tone: NoticeTone; readonly text: SafeText; readonly forMs: number};
	'notice/cleared': Nothing;
	'overlay/opened': {readonly overlay: Overlay};
	'overlay/changed': {readonly overlay: Overlay};
	'overlay/closed': Nothing;

	/** Another conflict of the list is looked at. */
	'conflict/fronted': {readonly conflict: Conflict};
	'conflict/verdict-requested': {readonly id: number; readonly version: number; readonly verdict: Verdict};
	'conflict/settled': {readonly resolution: Resolution};
	'conflict/verdict-failed': {readonly id: number; readonly failure: Failure};
	'conflict/undo-requested': {readonly ids: readonly number[]};
	'conflict/reopened': {readonly resolution: Resolution};
	'conflict/note-requested': {readonly id: number; readonly note: string | undefined};
	'conflict/assign-requested': {readonly id: number; readonly username: string | undefined};
	'conflict/changed': {readonly conflict: Conflict; readonly text: SafeText};
	'mark/toggled': {readonly conflict: Conflict};
	'mark/range-pressed': Nothing;
	'mark/all-loaded-pressed': Nothing;
	'mark/cleared': Nothing;

	'bulk/requested': {readonly action: BulkVerdict; readonly selection: Selection};
	'bulk/collected': {readonly conflicts: readonly Conflict[]; readonly isCut: boolean};
	'bulk/confirmed': Nothing;
	'bulk/progressed': Pick<Bulk, 'done' | 'refused'>;
	'bulk/cancel-requested': Nothing;
	'bulk/finished': {readonly done: readonly number[]; readonly refused: number; readonly left: number; readonly failure: Failure | undefined};

	'sync/requested': {readonly request: SyncRequest};
	'sync/started': {readonly id: number; readonly request: SyncRequest; readonly label: SafeText};
	'sync/progressed': {readonly id: number; readonly operations: Readonly<Record<string, Operation>>};
	'sync/stop-requested': Nothing;
	'sync/finished': {readonly id: number; readonly outcome: SyncOutcome};
	'sync/failed': {readonly id: number; readonly failure: Failure};

	/** A request without a place of its own on the screen did not work. */
	'request/failed': {readonly failure: Failure};
	'audit/verify-requested': Nothing;
	'quit/requested': Nothing;
	'quit/confirmed': Nothing;
};

export type ActionType = keyof ActionData;

/** The action of one type, or of any. Written so that a table by type can be applied to an action of any type. */
export type Action<T extends ActionType = ActionType> = {[K in T]: {readonly type: K} & ActionData[K]}[T];

export type Dispatch = (action: Action) => void;
