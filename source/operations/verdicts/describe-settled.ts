import type {Conflict} from '../../core/conflict.js';
import type {RecordVerdictKind} from '../../core/record-verdict.js';
import {formatAge} from '../../core/text/format-age.js';
import {formatValue} from '../../core/text/format-value.js';

/** Why a verdict did nothing, for the person who gave it: who was first, or what moved. */
export function describeStale(conflict: Conflict, now: Date): string {
	if (conflict.status === 'pending') {
		return `it moved since you saw it: ours ${formatValue(conflict.internalValue)}, ${conflict.systemName} ${formatValue(conflict.externalValue)}`;
	}
	return `${describeSettled(conflict, now)}`;
}

/** "settled by sam 4s ago: 2026-11-01", or what else ended it. */
function describeSettled(conflict: Conflict, now: Date): string {
	const age = conflict.resolvedAt === undefined ? '' : ` ${formatAge(conflict.resolvedAt, now)}`;
	const by = conflict.resolvedBy ?? 'Parley';
	switch (conflict.resolutionAction) {
		case 'ignore':
			return `put aside by ${by}${age}: both sides stay`;
		case 'converged':
			return `closed by itself${age}: both sides agree`;
		case 'superseded':
			return `closed by itself${age}: a rule decides it now`;
		case 'unlink':
		case 'mark_gone':
		case 'create_again':
		case 'link':
		case 'create':
			return `settled by ${by}${age}: ${recordVerdicts[conflict.resolutionAction]}`;
		case 'keep_internal':
		case 'keep_external':
		case 'edit':
		case undefined:
			return `settled by ${by}${age}: ${formatValue(conflict.resolvedValue)}`;
	}
}

const recordVerdicts: Readonly<Record<RecordVerdictKind, string>> = {
	unlink: 'ours stays, linked no more', mark_gone: 'ours is marked as gone', create_again: 'ours was created again', link: 'linked to one of ours', create: 'a new record of ours',
};
