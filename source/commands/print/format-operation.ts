import {entityDefinitions} from '../../core/entity.js';
import {describePartial} from '../../core/text/describe-partial.js';
import {formatSpan} from '../../core/text/format-age.js';
import {formatCount} from '../../core/text/format-count.js';
import {addCounts, noCounts, type Operation, type RunCounts} from '../../core/operation.js';
import {ownText, toSafeText, type SafeText} from '../../core/text/safe-text.js';
import {operationSigns} from './state-sign.js';

/** As many letters of an id as tell it apart at a glance; commands take them in its place. */
export const shortId = (id: string): SafeText => toSafeText(id.slice(0, 8));

/** "read 60 = unchanged 43 + created 0 + updated 12 + conflicting 4 + rejected 1"; filtered only when there were any. */
export function formatCounts({read, unchanged, created, updated, conflicting, rejected, filtered}: RunCounts): SafeText {
	const parts = [
		ownText`unchanged ${formatCount(unchanged)}`, ownText`created ${formatCount(created)}`, ownText`updated ${formatCount(updated)}`,
		ownText`conflicting ${formatCount(conflicting)}`, ownText`rejected ${formatCount(rejected)}`,
		...(filtered > 0 ? [ownText`filtered ${formatCount(filtered)}`] : []),
	];
	return ownText`read ${formatCount(read)} = ${toSafeText(parts.join(' + '))}`;
}

/** A run's counts: its own, or those of its children together. */
export const sumCounts = (operation: Operation, children: readonly Operation[]): RunCounts =>
	children.length === 0 ? operation.counts : children.reduce((sum, child) => addCounts(sum, child.counts), noCounts);

/** How long it took; undefined while it runs. */
export const formatTaken = ({startedAt, completedAt}: Operation): SafeText | undefined =>
	completedAt === undefined ? undefined : toSafeText(formatTook(completedAt.getTime() - startedAt.getTime()));

const formatTook = (ms: number): string => (ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : formatSpan(ms));

/** "poams", or "all" for a run of several entity types. */
export const formatSubject = ({entityType}: Operation): SafeText =>
	entityType === undefined ? ownText`all` : toSafeText(entityDefinitions[entityType].plural);

/** "● completed"; "◆ cancelling…" while a run that somebody wants to stop still runs. */
export const formatStatus = ({status, cancelledBy}: Operation): SafeText =>
	ownText`${operationSigns[status]} ${status === 'running' && cancelledBy !== undefined ? ownText`cancelling…` : toSafeText(status)}`;

/** What a partial run means, and what to do, below its problems. */
export function formatPartial(operation: Operation): readonly SafeText[] {
	const told = describePartial(operation);
	return told === undefined ? [] : [ownText`  ${toSafeText(told)}`];
}

/** "64%", or how much was done where nobody knows how much there is. */
export function formatProgress({progress, counts}: Operation): SafeText {
	if (progress === undefined) return ownText`${formatCount(counts.read)} read`;
	if (progress.total === undefined || progress.total === 0) return ownText`${formatCount(progress.done)} ${toSafeText(progress.unit)}`;
	return ownText`${Math.min(100, Math.floor((100 * progress.done) / progress.total))}%, ${formatCount(counts.read)} read`;
}
