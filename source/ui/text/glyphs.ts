import type {HealthState} from '../../core/health.js';
import type {Operation, OperationStatus} from '../../core/operation.js';
import type {SafeText} from '../../core/text/safe-text.js';
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
	abandoned: {glyph: '✖', word: 'abandoned', tone: 'failing'},
	completed: {glyph: '●', word: 'completed', tone: 'ok'},
	partial: {glyph: '▲', word: 'partial', tone: 'waiting'},
	failed: {glyph: '✖', word: 'failed', tone: 'failing'},
	cancelled: {glyph: '◌', word: 'cancelled', tone: 'off'},
};

const toSpan = ({glyph, word, tone}: Sign): Span => span(safe(`${glyph} ${word}`), tone);

export const healthSign = (state: HealthState): Span => toSpan(healthSigns[state]);
export const healthGlyph = (state: HealthState): SafeText => safe(healthSigns[state].glyph);

/** A run that somebody wants to stop, and that still runs, is said to be cancelling. */
export const operationSign = ({status, cancelledBy}: Pick<Operation, 'status' | 'cancelledBy'>): Span =>
	toSpan(status === 'running' && cancelledBy !== undefined ? {...operationSigns.running, word: 'cancelling…'} : operationSigns[status]);

/** How a call ended. HTTP: "● 200", "✖ 429", "✖ no answer"; a SQL statement has no status: "● done". */
export function callSign(status: number | undefined, errorMessage: string | undefined): Span {
	const isFailed = errorMessage !== undefined || (status !== undefined && status >= 400);
	const word = status ?? (isFailed ? 'no answer' : 'done');
	return span(safe(`${isFailed ? '✖' : '●'} ${word}`), isFailed ? 'failing' : 'ok');
}

const syncSigns: Readonly<Record<string, Sign>> = {
	synced: {glyph: '●', word: 'synced', tone: 'ok'},
	pending: {glyph: '◆', word: 'owed', tone: 'running'},
	conflict: {glyph: '▲', word: 'conflict', tone: 'waiting'},
	error: {glyph: '✖', word: 'error', tone: 'failing'},
};

/** `sync_status` of a record; undefined where none is kept. */
export const syncStatusSign = (status: string | undefined): Span =>
	(status === undefined ? span(safe('-'), 'dim') : toSpan(syncSigns[status] ?? {glyph: '◌', word: status, tone: 'off'}));

const verdictSigns: Readonly<Record<string, Sign>> = {
	agree: {glyph: '●', word: 'agreed', tone: 'ok'},
	unknown: {glyph: '◌', word: 'not sent to us', tone: 'off'},
	pull: {glyph: '◆', word: 'theirs is taken', tone: 'running'},
	push: {glyph: '◆', word: 'ours is owed', tone: 'running'},
	merge: {glyph: '◆', word: 'both become one', tone: 'running'},
	keep: {glyph: '●', word: 'ours stays', tone: 'ok'},
	conflict: {glyph: '▲', word: 'a person decides', tone: 'waiting'},
};
const notCompared: Sign = {glyph: '◌', word: 'not compared', tone: 'off'};

/** What the next run does with a field when neither side moves; undefined: it is not compared. */
export const verdictSign = (verdict: {readonly kind: string} | undefined): Span => toSpan(verdictSigns[verdict?.kind ?? ''] ?? notCompared);
export const verdictWord = (verdict: {readonly kind: string} | undefined): SafeText => safe((verdictSigns[verdict?.kind ?? ''] ?? notCompared).word);
