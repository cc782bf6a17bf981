import {appendFileSync, existsSync, readFileSync, truncateSync} from 'node:fs';
import {AppError} from '../../../errors/app-error.js';
import type {Organization} from '../../organization.js';
import type {Effect} from './effect.js';

/** An effect that was taken in and shows from `at` on, in epoch milliseconds. */
export type PendingEffect = {readonly at: number; readonly by: string; readonly effect: Effect};

/** What was changed in a tenant, on disk: a line that names the organization, then one for each effect. */
export type Journal = {
	readonly effects: readonly PendingEffect[];
	/** Written before the answer is sent: what a client was told is on disk. */
	readonly append: (effects: readonly PendingEffect[]) => void;
};

/**
 * Opens a journal, or begins one. A last line without an end is cut off: its writer was killed before anyone was told.
 * Throws PERMISSION_DENIED, and VALUE_INVALID for a file that is no journal or belongs to another organization.
 */
export function openJournal(path: string, organization: Organization): Journal {
	const {seed, now, counts: {systems, assets, findings}} = organization;
	const header = JSON.stringify({organization: {seed, now, systems, assets, findings}});
	const [first, ...lines] = guarded(path, () => readLines(path));
	if (first === undefined) guarded(path, () => { appendFileSync(path, `${header}\n`); });
	else if (first !== header) throw unusable(path, 'was written for another organization');
	return {
		effects: guarded(path, () => lines.map(line => JSON.parse(line) as PendingEffect)),
		append(effects) {
			if (effects.length > 0) appendFileSync(path, effects.map(effect => `${JSON.stringify(effect)}\n`).join(''));
		},
	};
}

function readLines(path: string): readonly string[] {
	if (!existsSync(path)) return [];
	const text = readFileSync(path, 'utf8');
	const whole = text.slice(0, text.lastIndexOf('\n') + 1);
	if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
	return whole.split('\n').filter(line => line !== '');
}

const pathProblems = ['EACCES', 'EPERM', 'EISDIR', 'ENOENT', 'ENOTDIR', 'EROFS'];

function guarded<T>(path: string, act: () => T): T {
	try {
		return act();
	} catch (error) {
		if (error instanceof SyntaxError) throw unusable(path, 'cannot be read');
		const {code} = error as NodeJS.ErrnoException;
		if (code === undefined || !pathProblems.includes(code)) throw error;
		throw new AppError({
			code: 'PERMISSION_DENIED',
			message: `The simulator's journal ${path} cannot be written (${code}).`,
			nextStep: 'Name a file in a folder that exists and that you may write to.',
			cause: error,
		});
	}
}

const unusable = (path: string, why: string): AppError => new AppError({
	code: 'VALUE_INVALID',
	message: `The simulator's journal ${path} ${why}.`,
	nextStep: 'Start with the seed, the moment and the counts that it was begun with, or name another file.',
});
