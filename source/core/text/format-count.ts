import {toSafeText, type SafeText} from './safe-text.js';

/** "1,204": rounded, with a comma between thousands. */
export const formatCount = (count: number): SafeText => toSafeText(String(Math.round(count)).replaceAll(/\B(?=(\d{3})+$)/g, ','));

/** "1 conflict", "43 conflicts". */
export const formatAmount = (count: number, one: string, many: string): SafeText => toSafeText(`${formatCount(count)} ${count === 1 ? one : many}`);
