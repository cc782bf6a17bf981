import {AppError} from '../../errors/app-error.js';
import type {RunCounts} from '../../core/operation.js';

/** Shares of all linked records, and counts below which a share says nothing. */
const guardLimits = {vanishedShare: 0.1, vanishedRows: 20, rejectedShare: 0.5, rejectedRows: 20} as const;

const trip = (message: string): AppError =>
	new AppError({
		code: 'SYNC_GUARD_TRIPPED', message,
		nextStep: 'Nothing of this was written. Look at the other system first. If it is as it should be, the next run stops here again: make a plan ("parley sync run --plan", with --full if this read everything), look at it, and then "parley sync apply PLAN --clear-guards".',
	});

/** Stops a run whose other side looks broken rather than changed: most of a page cannot be read. */
export function guardPage(what: string, page: RunCounts): void {
	if (page.rejected >= guardLimits.rejectedRows && page.rejected > page.read * guardLimits.rejectedShare) {
		throw trip(`${page.rejected} of ${page.read} ${what} on one page were rejected: the other side may have changed its format.`);
	}
}

/** Linked records that a complete listing did not return, of all: `news` are those that each one before it had returned. */
export type Disappearance = {readonly missing: number; readonly news: number; readonly linked: number};

/**
 * Stops a complete pass that would conclude that far too much has vanished. What was missing before has passed here, or a
 * person has let it pass: it stays missing until it is settled, and must not stop every pass until then.
 */
export function guardDisappearance(what: string, {missing, news, linked}: Disappearance): void {
	if (missing === linked && news > 0) throw trip(`The other side returned none of the ${linked} linked ${what}.`);
	if (news > guardLimits.vanishedRows && news > linked * guardLimits.vanishedShare) {
		throw trip(`${news} of ${linked} linked ${what} were not returned by a complete listing.`);
	}
}
