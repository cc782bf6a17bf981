import {formatAge} from './format-age.js';
import type {PushHold} from '../stores/push-hold-store.js';

/** `what` and `why` hold values from outside. */
export type DescribedHold = {readonly what: string; readonly why: string; readonly nextStep: string};

/** A hold in sentences: what it means, by what it was noticed, and what a person does now. */
export const describePushHold = ({noticedAt, noticedBy, evidence}: PushHold, now: Date): DescribedHold => ({
	what: `Nothing is sent: the database was restored, as ${noticedBy} noticed ${formatAge(noticedAt, now)}.`,
	why: evidence,
	nextStep: 'Read everything anew (parley sync run --full), look at what it asks, then: parley db release',
});
