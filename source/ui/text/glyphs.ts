import type {HealthState} from '../../core/health.js';
import type {OperationStatus} from '../../core/operation.js';
import type {SafeText} from '../../core/safe-text.js';
import type {Tone} from '../theme/tone.js';
import {type Span, span} from './line.js';
import {safe} from './safe.js';

/** A state is a glyph and a word; colour only repeats it. */
type Sign = {readonly glyph: string; readonly word: string; readonly tone: Tone};

const healthSigns: Readonly<Record<HealthState, Sign>> = {
	ok: {glyph: '●', word: 'ok', tone: 'ok'},
	waiting: {glyph: '▲', word: 'waits', tone: 'waiting'},
	failing: {glyph: '✖', word: 'failing', tone: 'failing'},
	off: {glyph: '◌', word: 'off', tone: 'off'},
	running: {glyph: '◆', word: 'running', tone: 'running'},
};

const operationSigns: Readonly<Record<OperationStatus, Sign>> = {
	queued: {glyph: '◌', word: 'queued', tone: 'off'},
	running: {glyph: '◆', word: 'running', tone: 'running'},
	completed: {glyph: '●', word: 'completed', tone: 'ok'},
	partial: {glyph: '▲', word: 'partial', tone: 'waiting'},
	failed: {glyph: '✖', word: 'failed', tone: 'failing'},
	cancelled: {glyph: '◌', word: 'cancelled', tone: 'off'},
};

const toSpan = ({glyph, word, tone}: Sign): Span => span(safe(`${glyph} ${word}`), tone);

export const healthSign = (state: HealthState): Span => toSpan(healthSigns[state]);
export const healthGlyph = (state: HealthState): SafeText => safe(healthSigns[state].glyph);
export const operationSign = (status: OperationStatus): Span => toSpan(operationSigns[status]);

/** How a call ended. HTTP: "● 200", "✖ 429", "✖ no answer"; a SQL statement has no status: "● done". */
export function callSign(status: number | undefined, errorMessage: string | undefined): Span {
	const isFailed = errorMessage !== undefined || (status !== undefined && status >= 400);
	const word = status ?? (isFailed ? 'no answer' : 'done');
	return span(safe(`${isFailed ? '✖' : '●'} ${word}`), isFailed ? 'failing' : 'ok');
}
