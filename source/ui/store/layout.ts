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

/** Rows that Health gives to its pairs: the rest tells of systems and of the latest runs. */
export const pairRows = (height: number, pairs: number): number => Math.max(3, Math.min(pairs, height - 10));

/** The width of a text that lies over the screen, frame and padding taken off. */
export const overlayTextWidth = (columns: number): number => columns - 4;
export const overlayTextHeight = (height: number): number => Math.max(1, height - 2);
