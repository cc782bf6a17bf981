import type {Actor} from '../../core/actor.js';
import type {ConflictCause, ConflictFilter, Verdict} from '../../core/conflict.js';
import type {ConflictGroup} from '../../core/conflict-group.js';
import type {Health} from '../../core/health.js';
import type {Operation} from '../../core/operation.js';
import type {SafeText} from '../../core/text/safe-text.js';
import type {SyncPlan} from '../../core/sync-plan.js';
import type {RecordDetail} from '../../operations/get-record.js';
import type {ListedPolicy} from '../../operations/list-policies.js';
import type {PoamProposals} from '../../operations/propose-poams.js';
import type {ConflictDetail} from '../../operations/get-conflict.js';
import type {OperationDetail} from '../../operations/get-operation.js';
import type {Bulk, Undoable} from './bulk.js';
import type {Failure} from './failure.js';
import {emptyList, type KeyList} from './key-list.js';
import type {ListName, ListRows} from './lists.js';
import {type Marks, noMarks} from './marks.js';
import type {Overlay} from './overlay.js';
import {emptyResource, type Resource} from './resource.js';
import type {Route, ScreenName} from './route.js';
import type {PairRules, RuleDraft} from './rule-draft.js';
import {firstWindow, type Window} from './window.js';

/** What one question to the operations answers, by name. */
export type ResourceData = {
	readonly health: Health;
	readonly causes: readonly ConflictCause[];
	readonly groups: readonly ConflictGroup[];
	readonly conflict: ConflictDetail;
	readonly operation: OperationDetail;
	readonly plans: readonly SyncPlan[];
	readonly plan: SyncPlan;
	readonly record: RecordDetail;
	readonly proposals: PoamProposals;
	readonly rules: readonly ListedPolicy[];
	readonly rule: PairRules;
};
export type ResourceName = keyof ResourceData;

export type Connection =
	| {readonly kind: 'connecting'}
	| {readonly kind: 'failed'; readonly failure: Failure; readonly retryAt: number | undefined}
	| {readonly kind: 'live'}
	/** The database went away; what is on the screen is as old as `since`. */
	| {readonly kind: 'lost'; readonly since: number};

export type NoticeTone = 'ok' | 'waiting' | 'failing' | 'running' | 'dim';

/**
 * One line above the footer: what just happened. `isOfOneKey`: why a key did nothing; the next one makes it old. `toldOn`: a
 * screen that says the same and more; opening it makes the line old.
 */
export type Notice = {readonly tone: NoticeTone; readonly text: SafeText; readonly until: number; readonly isOfOneKey?: boolean; readonly toldOn?: ScreenName};

export type VerdictKind = Verdict['kind'];

/** A sync, or other long work, that was started at this console. */
export type StartedSync = {
	readonly id: number;
	readonly label: SafeText;
	/** What is done: "syncing", "planning". */
	readonly verb: SafeText;
	/** Where the person was who asked for it. */
	readonly askedAt: Route;
	/** Records looked at, where no operation tells it. */
	readonly looked: number;
	readonly operations: Readonly<Record<string, Operation>>;
	readonly isStopping: boolean;
};

/** Screens that show a whole resource, with a cursor of their own. */
export type WindowName = 'health' | 'causes' | 'groups' | 'operation' | 'plans' | 'record' | 'proposals' | 'rules' | 'rule';

export type ConsoleState = {
	readonly environmentName: string;
	readonly version: string;
	readonly isReadOnly: boolean;
	/** Commands of the palette by the key that a person gave them. */
	readonly hotkeys: Readonly<Record<string, string>>;
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
	/** What was in front before this, whichever key left it. */
	readonly previous: Route | undefined;
	readonly overlay: Overlay | undefined;
	/** A key that waits for a second one. */
	readonly prefix: string | undefined;
	readonly notice: Notice | undefined;
	readonly resources: {readonly [R in ResourceName]: Resource<ResourceData[R]>};
	readonly lists: {readonly [L in ListName]: KeyList<ListRows[L]>};
	readonly causesFilter: ConflictFilter;
	/** The epoch whose order these are in: within it they are updated in place, and do not move under the cursor. */
	readonly orderedIn: Readonly<Record<'causes' | 'groups', number>>;
	/** Cursors of the screens that show a whole resource. */
	readonly windows: Readonly<Record<WindowName, Window>>;
	readonly marks: Marks;
	/** Causes that are marked, by their key. */
	readonly markedCauses: ReadonlyMap<string, ConflictCause>;
	/** Where a range of marks began. */
	readonly anchor: number | undefined;
	/** Conflicts whose verdict is under way. */
	readonly settling: ReadonlySet<number>;
	readonly undoable: readonly Undoable[];
	readonly bulk: Bulk | undefined;
	readonly syncs: readonly StartedSync[];
	/** A change of rules that is not saved yet. */
	readonly draft: RuleDraft | undefined;
	/** What was typed of rules that were refused, to go on with. */
	readonly refusedRules: string | undefined;
	/** The record that mappings were last tried on. */
	readonly triedOn: string;
	readonly isQuitting: boolean;
};

export type InitialState = Pick<ConsoleState, 'environmentName' | 'version' | 'isReadOnly' | 'terminal' | 'now'> & Partial<Pick<ConsoleState, 'hotkeys'>>;

export const createState = (initial: InitialState): ConsoleState => ({
	hotkeys: {},
	...initial,
	actor: undefined,
	connection: {kind: 'connecting'},
	answeredAt: undefined,
	epoch: 1,
	route: {screen: 'health'},
	back: [],
	forward: [],
	previous: undefined,
	overlay: undefined,
	prefix: undefined,
	notice: undefined,
	resources: {
		health: emptyResource(), causes: emptyResource(), groups: emptyResource(), conflict: emptyResource(), operation: emptyResource(), plans: emptyResource(), plan: emptyResource(),
		record: emptyResource(), proposals: emptyResource(), rules: emptyResource(), rule: emptyResource(),
	},
	lists: {
		conflicts: emptyList(), operations: emptyList(), rejected: emptyList(), planRows: emptyList(), calls: emptyList(), records: emptyList(), audit: emptyList(),
	},
	causesFilter: {},
	orderedIn: {causes: 0, groups: 0},
	windows: {health: firstWindow, causes: firstWindow, groups: firstWindow, operation: firstWindow, plans: firstWindow, record: firstWindow, proposals: firstWindow, rules: firstWindow, rule: firstWindow},
	marks: noMarks,
	markedCauses: new Map(),
	anchor: undefined,
	settling: new Set(),
	undoable: [],
	bulk: undefined,
	syncs: [],
	draft: undefined,
	refusedRules: undefined,
	triedOn: '',
	isQuitting: false,
});
