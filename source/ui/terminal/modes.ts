/**
 * What the console switches on besides Ink's alternate screen: no automatic wrap, so that a line that is too long for a
 * moment cannot scroll the screen, and bracketed paste, so that a paste is told from typing.
 */
export const enterPaste = '\u001B[?2004h';
export const leavePaste = '\u001B[?2004l';
export const enterModes = `\u001B[?7l${enterPaste}`;
export const leaveModes = `${leavePaste}\u001B[?7h`;

/** Wherever the cursor is: the whole screen is blank, and the next frame starts at its top. */
export const eraseScreen = '\u001B[H\u001B[J';

/** Everything back, whatever was on: for a process that ends without being asked. */
export const restoreTerminal = '\u001B[?2026l\u001B[?2004l\u001B[?7h\u001B[?1049l\u001B[?25h\u001B[0m';
