import type {HealthState} from '../../core/health.js';
import type {OperationStatus} from '../../core/operation.js';
import {ownText, type SafeText} from '../../core/text/safe-text.js';

/** Ok, waits for a person, failing, off, running: always beside a word that says the same. */
export const healthSigns: Readonly<Record<HealthState, SafeText>> = {
	ok: ownText`●`, waiting: ownText`▲`, failing: ownText`✖`, off: ownText`◌`, running: ownText`◆`,
};

export const operationSigns: Readonly<Record<OperationStatus, SafeText>> = {
	queued: ownText`◌`, running: ownText`◆`, abandoned: ownText`✖`, completed: ownText`●`, partial: ownText`▲`, failed: ownText`✖`, cancelled: ownText`◌`,
};
