import type {WaitingPlans} from '../sync-plan.js';
import {formatAge} from './format-age.js';
import {formatAmount} from './format-count.js';

/** "2 plans wait to be applied, the oldest made 3h ago". */
export const describeWaitingPlans = ({count, oldestAt}: WaitingPlans, now: Date): string =>
	`${formatAmount(count, 'plan waits', 'plans wait')} to be applied, ${count === 1 ? 'made' : 'the oldest made'} ${formatAge(oldestAt, now)}`;
