import {entityDefinitions} from '../../core/entity.js';
import {formatAge} from '../../core/text/format-age.js';
import {formatAmount, formatCount} from '../../core/text/format-count.js';
import {formatValue} from '../../core/text/format-value.js';
import {ownText, toSafeText, type SafeText} from '../../core/text/safe-text.js';
import type {LookProgress, PairPlan, PlanRow, PlanTally, SyncPlan} from '../../core/sync-plan.js';
import {formatCounts, shortId} from './format-operation.js';

export const describeLook = ({systemName, plural, read}: LookProgress): SafeText => ownText`${toSafeText(systemName)} ${toSafeText(plural)}: ${formatCount(read)} looked at`;

/** "full", "changes", "3 ids", "since 2026-11-30 14:00". */
export function formatScope({request: {scope, selection}}: SyncPlan): SafeText {
	switch (selection?.kind) {
		case undefined:
			return toSafeText(scope);
		case 'ids':
			return toSafeText(`${selection.externalIds.length} ${selection.externalIds.length === 1 ? 'id' : 'ids'}`);
		case 'since':
			return toSafeText(`since ${selection.at.toISOString().slice(0, 16).replace('T', ' ')}`);
	}
}

/** A plan in a few lines: what would become of each pair, and how to apply it. */
export const toPlanLines = (plan: SyncPlan, now: Date): readonly SafeText[] => [
	ownText`Plan ${shortId(plan.id)} · ${formatScope(plan)} · by ${toSafeText(plan.createdBy)} ${toSafeText(formatAge(plan.createdAt, now))}${formatState(plan, now)}`,
	...plan.pairs.flatMap(toPairLines),
	...(plan.appliedAt === undefined ? [ownText`Look: parley plans show ${shortId(plan.id)} · Do it: parley sync apply ${shortId(plan.id)}`] : []),
];

const formatState = ({appliedAt, appliedBy}: SyncPlan, now: Date): SafeText =>
	appliedAt === undefined ? ownText`` : toSafeText(` · applied by ${appliedBy ?? 'somebody'} ${formatAge(appliedAt, now)}`);

const toPairLines = ({systemName, entityType, counts, tally, problems, guards, touched}: PairPlan): readonly SafeText[] => [
	ownText`${toSafeText(systemName)} · ${toSafeText(entityDefinitions[entityType].plural)} · ${formatCount(touched)} touched`,
	ownText`  ${formatCounts(counts)}`,
	...(formatTally(tally) === '' ? [] : [ownText`  ${toSafeText(formatTally(tally))}`]),
	...guards.map(guard => ownText`  ▲ would be stopped: ${toSafeText(guard)}`),
	...problems.map(problem => ownText`  ${toSafeText(problem)}`),
];

const formatTally = ({linked, conflictsOpened, conflictsClosed, owed, missing}: PlanTally): string => [
	...(linked > 0 ? [`${formatCount(linked)} linked for the first time`] : []),
	...(conflictsOpened > 0 ? [formatAmount(conflictsOpened, 'conflict opened', 'conflicts opened')] : []),
	...(conflictsClosed > 0 ? [formatAmount(conflictsClosed, 'conflict closed', 'conflicts closed')] : []),
	...(owed > 0 ? [formatAmount(owed, 'field owed', 'fields owed')] : []),
	...(missing > 0 ? [`${formatCount(missing)} not returned`] : []),
].join(', ');

/** A record of a plan: what it is, then each field before and after, and each question. */
export const toPlanRowLines = (row: PlanRow): readonly SafeText[] => [
	toSafeText(`${row.kind.padEnd(11)} ${row.entityId === '' ? row.externalId : row.entityId}${row.label === '' ? '' : ` "${row.label}"`}`),
	...row.changes.filter(({before, after}) => before !== undefined || after !== null).map(({field, before, after}) => toSafeText(`  ${field}: ${before === undefined ? '' : `${formatValue(before)} → `}${formatValue(after)}`)),
	...row.questions.map(({field, reason, internal, external, note}) => toSafeText(
		`  asked: ${reason.replaceAll('_', ' ')}${field === undefined ? '' : `, ${field}: ours ${formatValue(internal)}, theirs ${formatValue(external)}`}${note === undefined ? '' : `. ${note}`}`)),
	...(row.owed.length === 0 ? [] : [toSafeText(`  owed: ${row.owed.join(', ')}`)]),
];
