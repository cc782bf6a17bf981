import type {PlanRequest, SyncPlan} from '../../core/sync-plan.js';
import type {SafeText} from '../../core/text/safe-text.js';
import type {SyncOutcome, SyncRequest} from '../../operations/run-sync.js';
import type {ReplayRequest} from '../../operations/replay-rejected.js';
import type {ResumeRequest} from '../../operations/list-stopped-runs.js';
import type {ResumeOutcome} from '../../operations/resume-sync.js';
import {joinSafe, safe} from '../text/safe.js';
import {tellSync} from './words.js';

/** Long work that this console does for its person; it can be stopped, and is told in the line above the footer. */
export type Work =
	| {readonly kind: 'sync'; readonly request: SyncRequest}
	| {readonly kind: 'resume'; readonly request: ResumeRequest}
	| {readonly kind: 'replay'; readonly request: ReplayRequest; readonly label: SafeText}
	| {readonly kind: 'plan'; readonly request: PlanRequest}
	| {readonly kind: 'apply'; readonly plan: SyncPlan; readonly clearsGuards: boolean};

/** What came of it; of what was to be gone on with, also where there was no place to go on from. */
export type ToldOutcome = SyncOutcome & Partial<Pick<ResumeOutcome, 'unbegun'>>;

/** What is worked on, and what is done with it. */
export function tellWork(work: Work): {readonly label: SafeText; readonly verb: SafeText} {
	switch (work.kind) {
		case 'sync': return {label: tellSync(work.request), verb: safe('syncing')};
		case 'resume': return {label: tellSync(work.request), verb: safe('going on')};
		case 'replay': return {label: work.label, verb: safe('replaying')};
		case 'plan': return {label: tellPlanned(work.request), verb: safe('planning')};
		case 'apply': return {label: joinSafe([safe('plan'), safe(work.plan.id.slice(0, 8))], safe(' ')), verb: safe('applying')};
	}
}

export const tellPlanned = ({systemName, entityType}: PlanRequest): SafeText => tellSync({systemName, entityType});
