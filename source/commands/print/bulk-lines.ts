import type {Verdict} from '../../core/conflict.js';
import {formatCount} from '../../core/text/format-count.js';
import {formatValue} from '../../core/text/format-value.js';
import {ownText, toSafeText, type SafeText} from '../../core/text/safe-text.js';
import type {BulkPreview, PreviewedConflict} from '../../operations/preview-conflicts.js';
import type {BulkOutcome, BulkProgress} from '../../operations/resolve-conflicts.js';
import {formatReason} from '../conflicts-list.js';
import {formatTable} from './format-table.js';

const shownReasons = 20;
const shownIds = 20;

/** What a verdict over many would do: how many, of which causes, why some stay, and a sample. */
export function toPreviewLines({count, refused, causes, sample}: BulkPreview, {kind}: Verdict, width: number | undefined): readonly SafeText[] {
	if (count === 0) return [ownText`No pending conflict matches.`];
	const refusedCount = refused.reduce((sum, one) => sum + one.count, 0);
	return [
		ownText`${formatCount(count)} ${noun(count)} ${count === 1 ? ownText`matches` : ownText`match`}; ${formatCount(count - refusedCount)} would be settled by "${toSafeText(kind.replace('_', ' '))}".`,
		...formatTable({
			columns: [{header: 'COUNT', align: 'right'}, {header: 'SYSTEM', minWidth: 10}, {header: 'ENTITY'}, {header: 'FIELD', minWidth: 10}, {header: 'REASON', minWidth: 10}],
			rows: causes.map(cause => [formatCount(cause.count), toSafeText(cause.systemName), toSafeText(cause.entityType), toSafeText(cause.fieldName ?? '(record)'), formatReason(cause.reason)]),
			width,
		}),
		...refused.slice(0, shownReasons).map(one => ownText`${formatCount(one.count)} would stay: ${toSafeText(one.reason)}`),
		...(sample.length === 0 ? [] : [
			ownText``,
			...formatTable({
				columns: [{header: 'RECORD', minWidth: 12}, {header: 'FIELD', minWidth: 8}, {header: 'OURS NOW', minWidth: 8}, {header: 'OURS THEN', minWidth: 8}, {header: 'THEY GET', minWidth: 8}],
				rows: sample.map(toSampleRow), width,
			}),
		]),
	];
}

const toSampleRow = ({conflict, before, after, leaves}: PreviewedConflict): readonly SafeText[] => [
	toSafeText(conflict.entityId), toSafeText(conflict.fieldName ?? '(record)'), toSafeText(formatValue(before)), toSafeText(formatValue(after)),
	leaves === undefined ? ownText`nothing` : ownText`${toSafeText(formatValue(leaves.value))}${leaves.when === 'with the next run' ? ownText`` : ownText` (once pushing is on)`}`,
];

const noun = (count: number): SafeText => (count === 1 ? ownText`conflict` : ownText`conflicts`);

/** What became of every conflict, and what a person can do now. */
export function toOutcomeLines({requestId, state, done, takenBack, skipped, left}: BulkOutcome, did: 'settled' | 'opened again'): readonly SafeText[] {
	const command = did === 'settled' ? ownText`parley conflicts resolve-all --request` : ownText`parley conflicts undo-all`;
	return [
		ownText`${formatCount(done.length)} ${noun(done.length)} ${toSafeText(did)}.`,
		...(takenBack.length > 0 ? [ownText`${formatCount(takenBack.length)} had been taken back before, and ${takenBack.length === 1 ? ownText`was` : ownText`were`} not touched.`] : []),
		...skipped.map(({reason, ids}) => ownText`${formatCount(ids.length)} left as they are: ${toSafeText(reason)} (${formatIds(ids)})`),
		...(left.length > 0 ? [ownText`${formatCount(left.length)} not looked at yet (${formatIds(left)}).`] : []),
		...(state === 'stopped' ? [ownText`Go on with: ${command} ${toSafeText(requestId)}`] : []),
		...(did === 'settled' && done.length > 0 ? [ownText`Take it back with: parley conflicts undo-all ${toSafeText(requestId)}`] : []),
	];
}

const formatIds = (ids: readonly number[]): SafeText => toSafeText(`#${ids.slice(0, shownIds).join(', #')}${ids.length > shownIds ? ', …' : ''}`);

export const describeBulkProgress = ({total, done, skipped}: BulkProgress): SafeText =>
	ownText`${formatCount(done + skipped)} of ${formatCount(total)}${skipped > 0 ? ownText`, ${formatCount(skipped)} left as they are` : ownText``} · Ctrl-C stops; what is done stays done`;
