import {AppError} from '../../errors/app-error.js';
import type {Flag, FlagValues} from '../command.js';
import {readCount, readText} from './read-flags.js';

/** What every simulator is told: where it listens, which organization it invents, and when. */
export const simulateFlags: Readonly<Record<'port' | 'seed' | 'now', Flag>> = {
	port: {type: 'number', default: 0, placeholder: 'PORT', help: 'Port on 127.0.0.1; 0 takes a free one.'},
	seed: {type: 'number', default: 42, placeholder: 'S', help: 'The same seed gives the same organization.'},
	now: {type: 'string', placeholder: 'TIME', help: 'The moment around which its dates lie; without it, today at 00:00 UTC.'},
};

const nextStep = 'See the --help of this command.';

/** @throws USAGE */
export function readPort(flags: FlagValues): number {
	const port = readCount(flags, 'port', 0) ?? 0;
	if (port <= 65_535) return port;
	throw new AppError({code: 'USAGE', message: `--port takes a number up to 65535, not ${port}.`, nextStep});
}

/** Today's start by default, so that a second simulator of the same day is the same. @throws USAGE */
export function readMoment(flags: FlagValues): Date {
	const text = readText(flags, 'now');
	if (text === undefined) return new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000);
	const at = new Date(text);
	if (!Number.isNaN(at.getTime())) return at;
	throw new AppError({code: 'USAGE', message: `--now takes a time such as 2026-02-10T09:00:00Z, not "${text}".`, nextStep});
}
