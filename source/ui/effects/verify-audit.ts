import {formatAmount} from '../../core/text/format-count.js';
import {toFailure} from '../store/failure.js';
import {noticeFor} from '../store/update.js';
import {joinSafe, safe} from '../text/safe.js';
import type {Effect, EffectContext} from './context.js';

/** Goes through the chain of audit events, and tells whether it holds. */
export const createAuditVerifier = (context: EffectContext): Effect => action => {
	if (action.type === 'audit/verify-requested') void verifyAudit(context);
};

async function verifyAudit({store, operations}: EffectContext): Promise<void> {
	const api = operations();
	if (api === undefined) return;
	try {
		const {events, firstBroken} = await api.verifyAudit();
		const amount = formatAmount(events, 'audit event', 'audit events');
		if (firstBroken === undefined) store.dispatch({type: 'notice/shown', tone: 'ok', text: joinSafe([amount, safe('the chain holds')], safe(': ')), forMs: noticeFor.undo});
		else store.dispatch({type: 'notice/shown', tone: 'failing', text: safe(`The chain of audit events is broken at number ${firstBroken}: something before it was changed or removed.`), forMs: noticeFor.untilDismissed});
	} catch (error) {
		store.dispatch({type: 'request/failed', failure: toFailure(error)});
	}
}
