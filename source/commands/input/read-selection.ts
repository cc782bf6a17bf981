import {AppError} from '../../errors/app-error.js';
import type {SyncSelection} from '../../core/sync-selection.js';
import type {FlagValues} from '../command.js';
import {isSet, readText} from './read-flags.js';

const unitMs: Readonly<Record<string, number>> = {m: 60_000, h: 3_600_000, d: 86_400_000};

/** The part of the other side that --since or --ids names; undefined for all. @throws USAGE */
export function readSelection(flags: FlagValues, now: Date): SyncSelection | undefined {
	const since = readText(flags, 'since');
	const ids = readText(flags, 'ids');
	const given = [isSet(flags, 'full') && '--full', since !== undefined && '--since', ids !== undefined && '--ids'].filter(flag => flag !== false);
	if (given.length > 1) throw new AppError({code: 'USAGE', message: `${given.join(' and ')} do not go together.`, nextStep: 'Give one of them.'});
	if (since !== undefined) return {kind: 'since', at: readTime(since, now)};
	if (ids === undefined) return undefined;
	if (readText(flags, 'system') === undefined || readText(flags, 'entity') === undefined) {
		throw new AppError({code: 'USAGE', message: '--ids names records of one entity type of one system.', nextStep: 'Give --system and --entity too.'});
	}
	const externalIds = ids.split(',').map(id => id.trim()).filter(id => id !== '');
	if (externalIds.length === 0) throw new AppError({code: 'USAGE', message: '--ids names no record.', nextStep: 'Give ids of the other system, separated by commas.'});
	return {kind: 'ids', externalIds};
}

function readTime(text: string, now: Date): Date {
	const span = /^(\d{1,5})([mhd])$/.exec(text);
	if (span !== null) return new Date(now.getTime() - Number(span[1]) * (unitMs[span[2] ?? ''] ?? 0));
	// Without a zone it is UTC, as everywhere in Parley.
	const time = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:\d{2})?$/.test(text) ? Date.parse(/Z|[+-]\d{2}:\d{2}$/.test(text.slice(10)) ? text : `${text.replace(' ', 'T')}${text.length === 10 ? '' : 'Z'}`) : Number.NaN;
	if (!Number.isNaN(time) && time <= now.getTime()) return new Date(time);
	throw new AppError({code: 'USAGE', message: `--since takes a time in the past, and "${text}" is none.`, nextStep: 'Give it as 2026-11-30T14:00Z, 2026-11-30, 90m, 6h or 2d.'});
}
