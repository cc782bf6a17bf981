import {toSafeText} from '../../core/text/safe-text.js';

export const sampleLength = 200;

/** The beginning of a body, as a person may see it. */
export const toSample = (text: string): string => toSafeText(text.slice(0, sampleLength)).slice(0, sampleLength);
