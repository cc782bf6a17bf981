import {severities} from '../../../core/predicate/conflict-predicate.js';
import type {SafeText} from '../../../core/text/safe-text.js';
import {safe} from '../../text/safe.js';

/** A scanner's number, 0 to 4, as a word. */
export const severityWord = (severity: number): SafeText => safe(severities[severity] ?? String(severity));
