import {appendFileSync, existsSync, readFileSync, truncateSync} from 'node:fs';
import type {Effect} from './effect.js';

/** An effect that was taken in and shows from `at` on, in epoch milliseconds. */
export type PendingEffect = {readonly at: number; readonly by: string; readonly effect: Effect};

/** Reads what `appendToJournal` wrote. A last line without an end is cut off: its writer was killed before anyone was told. */
export function readJournal(path: string): PendingEffect[] {
	if (!existsSync(path)) return [];
	const text = readFileSync(path, 'utf8');
	const whole = text.slice(0, text.lastIndexOf('\n') + 1);
	if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
	return whole.split('\n').filter(line => line !== '').map(line => JSON.parse(line) as PendingEffect);
}

/** Written before the answer is sent: what a client was told is on disk. */
export function appendToJournal(path: string, effects: readonly PendingEffect[]): void {
	if (effects.length > 0) appendFileSync(path, effects.map(effect => `${JSON.stringify(effect)}\n`).join(''));
}
