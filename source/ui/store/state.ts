import type {Actor} from '../../core/actor.js';
import type {Conflict, ConflictCause, ConflictFilter, Verdict} from '../../core/conflict.js';
import type {Health} from '../../core/health.js';
import type {Operation} from '../../core/operation.js';
import type {SafeText} from '../../core/safe-text.js';
import type {ConflictDetail, OperationDetail, SyncRequest} from '../../operations/operations.js';
import type {Failure} from './failure.js';
import {emptyList, type KeyList} from './key-list.js';
import type {ListName, ListRows} from './lists.js';
import type {Overlay} from './overlay.js';
import {emptyResource, type Resource} from './resource.js';
import type {Route} from './route.js';
import {firstWindow, type Window} from './window.js';

/** What one question to the operations answers, by name. */
export type ResourceData = {
	readonly health: Health;
	readonly causes: readonly ConflictCause[];
	readonly conflict: ConflictDetail;
	readonly operation: OperationDetail;
};
export type ResourceName = keyof ResourceData;

export type Connection =
	| {readonly kind: 'connecting'}
	| {readonly kind: 'failed'; readonly failure: Failure; readonly retryAt: number | undefined}
	| {readonly kind: 'live'}
	/** The database went away; what is on the screen is as old as `since`. */
	| {readonly kind: 'lost'; readonly since: number};

export type NoticeTone = 'ok' | 'waiting' | 'failing' | 'running' | 'dim';

/** One line above the footer: what just happened. */
export type Notice = {readonly tone: NoticeTone; readonly text: SafeText; readonly until: number};

/** A verdict, or many at once, that `u` takes back. */
export type Undoable = {readonly ids: readonly number[]; readonly label: SafeText};

export type VerdictKind = Verdict['kind'];
export type BulkVerdict = Exclude<VerdictKind, 'edit'>;

/** One verdict for many conflicts, settled one after the other, or many verdicts taken back. */
export type Bulk = {
	readonly action: BulkVerdict | 'undo';
	readonly phase: 'collecting' | 'asking' | 'running';
	readonly conflicts: readonly Conflict[];
	readonly total: number;
	readonly done: number;
	/** Those that moved meanwhile, or that the operation refused. */
	readonly refused: number;
	readonly isCancelled: boolean;
};

/** A sync that was started at this console. */
export type StartedSync = {
	readonly id: number;
	readonly request: SyncRequest;
	readonly label: SafeText;
	readonly operations: Readonly<Record<string, Operation>>;
	readonly isStopping: boolean;
};

export type ConsoleState = {
	readonly environmentName: string;
	readonly version: string;
	readonly isReadOnly: boolean;
	readonly actor: Actor | undefined;
	readonly terminal: {readonly columns: number; readonly rows: number};
	/** Milliseconds since 1970; moves once a second, and with it all ages on the screen. */
	readonly now: number;
	readonly connection: Connection;
	/** When the database last answered. */
	readonly answeredAt: number | undefined;
	readonly epoch: number;
	readonly route: Route;
	readonly back: readonly Route[];
	readonly forward: readonly Route[];
	readonly overlay: Overlay | undefined;
	/** A key that waits for a second one. */
	readonly prefix: string | undefined;
	readonly notice: Notice | undefined;
	readonly resources: {readonly [R in ResourceName]: Resource<ResourceData[R]>};
	readonly lists: {readonly [L in ListName]: KeyList<ListRows[L]>};
	readonly causesFilter: ConflictFilter;
	/** The epoch whose order the causes are in: within it they are updated in place, and do not move under the cursor. */
	readonly causesOrderedIn: number;
	/** Cursors of the screens that show a whole resource. */
	readonly windows: {readonly health: Window; readonly causes: Window; readonly operation: Window};
	readonly marks: ReadonlyMap<number, Conflict>;
	/** Where a range of marks began. */
	readonly anchor: number | undefined;
	/** Conflicts whose verdict is under way. */
	readonly settling: ReadonlySet<number>;
	readonly undoable: readonly Undoable[];
	readonly bulk: Bulk | undefined;
	readonly syncs: readonly StartedSync[];
	readonly isQuitting: boolean;
};

export type InitialState = Pick<ConsoleState, 'environmentName' | 'version' | 'isReadOnly' | 'terminal' | 'now'>;

export const createState = (initial: InitialState): ConsoleState => ({
	...initial,
	actor: undefined,
	connection: {kind: 'connecting'},
	answeredAt: undefined,
	epoch: 1,
	route: {screen: 'health'},
	back: [],
	forward: [],
	overlay: undefined,
	prefix: undefined,
	notice: undefined,
	resources: {health: emptyResource(), causes: emptyResource(), conflict: emptyResource(), operation: emptyResource()},
	lists: {conflicts: emptyList(), operations: emptyList(), calls: emptyList(), audit: emptyList()},
	causesFilter: {},
	causesOrderedIn: 0,
	windows: {health: firstWindow, causes: firstWindow, operation: firstWindow},
	marks: new Map(),
	anchor: undefined,
	settling: new Set(),
	undoable: [],
	bulk: undefined,
	syncs: [],
	isQuitting: false,
});
