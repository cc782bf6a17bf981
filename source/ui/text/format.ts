import {formatSpan} from '../../core/text/format-age.js';
import {formatValue} from '../../core/text/format-value.js';
import type {JsonValue} from '../../core/json.js';
import type {SafeText} from '../../core/text/safe-text.js';
import {safe} from './safe.js';

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "14:02:11" in UTC. */
export const formatClock = (at: Date): SafeText => safe(at.toISOString().slice(11, 19));

/** "21 Nov 08:40" in UTC. */
export const formatMoment = (at: Date): SafeText =>
	safe(`${at.getUTCDate()} ${monthNames[at.getUTCMonth()] ?? ''} ${at.toISOString().slice(11, 16)}`);

/** How long ago in cells that are few: "3h"; undefined reads "never". */
export const formatSince = (at: Date | undefined, now: Date): SafeText =>
	safe(at === undefined ? 'never' : formatSpan(Math.max(0, now.getTime() - at.getTime())));

/** When something is due: "58m", "now"; undefined reads "-". */
export function formatUntil(at: Date | undefined, now: Date): SafeText {
	if (at === undefined) return safe('-');
	return safe(at.getTime() - now.getTime() < 1000 ? 'now' : formatSpan(at.getTime() - now.getTime()));
}

/** "310 ms", "1.8 s", "2m 04s". */
export function formatDuration(ms: number): SafeText {
	if (ms < 1000) return safe(`${Math.round(ms)} ms`);
	if (ms < 60_000) return safe(`${(ms / 1000).toFixed(1)} s`);
	return safe(`${Math.floor(ms / 60_000)}m ${String(Math.floor((ms % 60_000) / 1000)).padStart(2, '0')}s`);
}

/** "0:12", "1:04:00": what is left of something. */
export function formatCountdown(ms: number): SafeText {
	const seconds = Math.ceil(ms / 1000);
	const minutesAndSeconds = `${Math.floor(seconds / 60) % 60}:${String(seconds % 60).padStart(2, '0')}`;
	const hours = Math.floor(seconds / 3600);
	return safe(hours > 0 ? `${hours}:${minutesAndSeconds.padStart(5, '0')}` : minutesAndSeconds);
}

/** A canonical value on one line; the cut to a width comes later. */
export const formatFullValue = (value: JsonValue | undefined): SafeText => safe(formatValue(value, Infinity));
