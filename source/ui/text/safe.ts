import {type SafeText, toSafeText} from '../../core/text/safe-text.js';

/** Texts that are built only from inert texts are inert: the one place of the console that claims so. */
const keepSafe = (text: string): SafeText => text as SafeText;

export const noText: SafeText = keepSafe('');

/** A text that may hold anything, or a text of our own: both come out inert. */
export const safe = (text: string): SafeText => toSafeText(text);

export const joinSafe = (parts: readonly SafeText[], separator: SafeText = noText): SafeText => keepSafe(parts.join(separator));

export const repeatSafe = (text: SafeText, times: number): SafeText => keepSafe(text.repeat(Math.max(0, times)));

export const blanks = (width: number): SafeText => keepSafe(' '.repeat(Math.max(0, width)));

/** Cuts between whole graphemes only; the caller gives graphemes of an inert text. */
export const fromGraphemes = (graphemes: readonly string[]): SafeText => keepSafe(graphemes.join(''));
