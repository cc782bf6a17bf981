import type {SyncPlan} from '../../core/sync-plan.js';
import type {ConsoleState} from './state.js';

/** Header, title, notice and footer: the rows that every screen has. */
const chromeRows = 4;
const headingRows = 1;

/** Below this nothing can be shown that helps. */
export const leastSize = {columns: 60, rows: 15};

export const isTooSmall = ({columns, rows}: ConsoleState['terminal']): boolean => columns < leastSize.columns || rows < leastSize.rows;

export const bodyHeight = (state: ConsoleState): number => Math.max(1, state.terminal.rows - chromeRows);

/** Rows of a screen that is one list under its heading. */
export const listHeight = (state: ConsoleState): number => Math.max(1, bodyHeight(state) - headingRows);

/** Rows that Health gives to its pairs, below so many rows at its top: the rest tells of systems and of the latest runs. */
export const pairRows = (height: number, pairs: number, top: number): number => Math.max(3, Math.min(pairs, height - 4 - top));

/** Fields of a record that fit between what is told of it and what is told of the selected one. */
export const recordHeight = (height: number): number => Math.max(3, height - 6);

/** Proposed POA&Ms that fit between what is told of all and what is told of the selected one. */
export const proposalHeight = (height: number): number => Math.max(3, height - 8);

/** Rules of a pair that fit above what is told of the selected one. */
export const ruleHeight = (height: number): number => Math.max(3, height - 3);

/** Lines that tell of a plan as a whole: two of each pair, and one of each guard. Where there are many, the rows keep their room. */
export const planHeadRows = (height: number, plan: SyncPlan | undefined): number =>
	Math.min(Math.max(0, height - 5), 1 + (plan?.pairs ?? []).reduce((sum, {guards, problems}) => sum + 2 + guards.length + problems.length, 0));

/** Rows of a plan that fit between its head and what is told of the selected one. */
export const planHeight = (height: number, plan: SyncPlan | undefined): number => Math.max(1, height - planHeadRows(height, plan) - 3);

/** From here on a list has room for its row beside it. Below, a cursor move has to stay two lines' worth of bytes. */
const wideFrom = 140;
const mostBeside = 90;

/** The columns beside a list in which the row under its cursor is shown; undefined where there is no room. */
export const besideWidth = (columns: number): number | undefined => (columns < wideFrom ? undefined : Math.min(mostBeside, Math.floor(columns * 0.46)));

/** Under a plan: a blank, what has to be typed, the buttons. */
const questionRows = 3;
/** Rows of a plan of work over many conflicts that are seen at once. */
export const bulkPlanHeight = (height: number): number => Math.max(1, height - questionRows);

/** The width of a text that lies over the screen, frame and padding taken off. */
export const overlayTextWidth = (columns: number): number => columns - 4;
export const overlayTextHeight = (height: number): number => Math.max(1, height - 2);
