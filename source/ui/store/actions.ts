import type {Actor} from '../../core/actor.js';
import type {Conflict, ConflictCause, Verdict} from '../../core/conflict.js';
import type {ChangeTopic} from '../../core/database.js';
import type {Operation} from '../../core/operation.js';
import type {KeyPage} from '../../core/page.js';
import type {RecordVerdict} from '../../core/record-verdict.js';
import type {SafeText} from '../../core/text/safe-text.js';
import type {SyncPlan} from '../../core/sync-plan.js';
import type {Cancellation} from '../../operations/cancel-operation.js';
import type {CreatedPoams, CreatePoamsRequest} from '../../operations/create-poams.js';
import type {PairName} from '../../core/pair-key.js';
import type {Resolution} from '../../operations/resolve-conflict.js';
import type {SyncOutcome, SyncRequest} from '../../operations/run-sync.js';
import type {MappingTest} from '../../operations/test-mappings.js';
import type {Bulk, BulkEnd, BulkJob, BulkPlan} from './bulk.js';
import type {Failure} from './failure.js';
import type {ListRequest} from './key-list.js';
import type {ListName, ListRows} from './lists.js';
import type {Likeness} from './marks.js';
import type {Overlay} from './overlay.js';
import type {Request} from './request.js';
import type {Route} from './route.js';
import type {PairRules, RuleDraft} from './rule-draft.js';
import type {NoticeTone, ResourceData, ResourceName} from './state.js';
import type {Move} from './window.js';
import type {ToldOutcome, Work} from './work.js';

type Nothing = Readonly<Record<never, never>>;

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
	'notice/shown': {readonly tone: NoticeTone; readonly text: SafeText; readonly forMs: number; readonly isOfOneKey?: boolean};
	'notice/cleared': Nothing;
	'overlay/opened': {readonly overlay: Overlay};
	'overlay/changed': {readonly overlay: Overlay};
	'overlay/closed': Nothing;

	/** Another conflict of the list is looked at. */
	'conflict/fronted': {readonly conflict: Conflict};
	'conflict/verdict-requested': {readonly id: number; readonly version: number; readonly verdict: Verdict};
	'conflict/record-verdict-requested': {readonly id: number; readonly version: number; readonly verdict: RecordVerdict};
	'conflict/settled': {readonly resolution: Resolution};
	'conflict/verdict-failed': {readonly id: number; readonly failure: Failure};
	'conflict/undo-requested': {readonly id: number};
	'conflict/reopened': {readonly resolution: Resolution};
	'conflict/note-requested': {readonly id: number; readonly note: string | undefined};
	'conflict/assign-requested': {readonly id: number; readonly username: string | undefined};
	'conflict/changed': {readonly conflict: Conflict; readonly text: SafeText};
	'mark/toggled': {readonly conflict: Conflict};
	'mark/range-pressed': Nothing;
	'mark/like-pressed': {readonly like: Likeness};
	'mark/cause-toggled': {readonly cause: ConflictCause};
	'mark/all-causes-pressed': Nothing;
	'mark/cleared': Nothing;

	'bulk/requested': {readonly job: BulkJob};
	'bulk/previewed': {readonly job: BulkJob; readonly plan: BulkPlan};
	'bulk/confirmed': Nothing;
	'bulk/progressed': Pick<Bulk, 'total' | 'done' | 'skipped'>;
	'bulk/cancel-requested': Nothing;
	'bulk/finished': {readonly job: BulkJob; readonly end: BulkEnd; readonly failure: Failure | undefined};

	'sync/requested': {readonly request: SyncRequest};
	'work/requested': {readonly work: Work};
	'sync/started': {readonly id: number; readonly label: SafeText; readonly verb: SafeText};
	/** So many records were looked at, where no operation tells it. */
	'sync/looked': {readonly id: number; readonly looked: number};
	'sync/progressed': {readonly id: number; readonly operations: Readonly<Record<string, Operation>>};
	'sync/stop-requested': Nothing;
	'sync/finished': {readonly id: number; readonly outcome: ToldOutcome};
	'sync/failed': {readonly id: number; readonly failure: Failure};

	'operation/cancel-requested': {readonly id: string};
	'operation/cancelled': {readonly cancellation: Cancellation};

	'plan/ready': {readonly id: number; readonly plan: SyncPlan};
	'plan/applied': {readonly id: number; readonly plan: SyncPlan; readonly outcome: SyncOutcome};

	'poams/create-requested': {readonly request: CreatePoamsRequest};
	'poams/created': {readonly created: CreatedPoams};

	'rejected/discard-requested': {readonly id: number; readonly reason: string};
	'rejected/discarded': {readonly conflict: Conflict};

	/** Rules that somebody wants; they are judged before they become a draft. `text`: as they were typed, to go on with when they are refused. */
	'rule/edit-requested': {readonly seen: PairRules; readonly rules: PairRules; readonly text: string | undefined};
	'rule/drafted': {readonly draft: RuleDraft | undefined};
	'rule/edit-failed': {readonly failure: Failure; readonly text: string | undefined};
	'rule/dropped': Nothing;
	'rule/editor-requested': Nothing;
	'rule/save-requested': Nothing;
	'rule/saved': {readonly text: SafeText};
	'rule/save-failed': {readonly failure: Failure};
	'rule/try-requested': {readonly externalId: string};
	'rule/tried': {readonly test: MappingTest; readonly hasDraft: boolean};
	'rule/try-failed': {readonly failure: Failure};
	'push/requested': {readonly pair: PairName; readonly enabled: boolean};
	/** Lets changes leave again after a restore. */
	'push/release-requested': Nothing;

	/** A text in the person's own pager, which gets the terminal until it ends. */
	'pager/requested': {readonly title: SafeText; readonly text: SafeText};

	/** A text for the clipboard; `what` names it. */
	'clipboard/copy-requested': {readonly what: string; readonly text: string};

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
