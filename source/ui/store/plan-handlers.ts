import {formatAmount} from '../../core/text/format-count.js';
import type {SafeText} from '../../core/text/safe-text.js';
import type {SyncPlan} from '../../core/sync-plan.js';
import type {CreatedPoams} from '../../operations/create-poams.js';
import {joinSafe, safe} from '../text/safe.js';
import type {Handlers} from './handlers.js';
import {markStale} from './resource.js';
import {isSameRoute} from './route.js';
import {openRoute} from './route-handlers.js';
import type {ConsoleState} from './state.js';
import {tellOutcome} from './sync-handlers.js';
import {noticeFor, withList, withNotice, withResource} from './update.js';
import {tellPlanned} from './work.js';

function tellCreated({created, sentAgain, alreadyMade, isPushEnabled, isPushHeld}: CreatedPoams): SafeText {
	return joinSafe([
		formatAmount(created.length, 'POA&M was made', 'POA&Ms were made'),
		...(sentAgain.length === 0 ? [] : [safe(`${sentAgain.length} sent again`)]),
		...(alreadyMade.length === 0 ? [] : [safe(`${alreadyMade.length} had been made by somebody else`)]),
		safe(isPushHeld ? 'they wait here while pushing is held' : isPushEnabled ? 'they leave with the next run' : 'they wait here until pushing is on'),
	], safe(' · '));
}

const ended = (state: ConsoleState, id: number): ConsoleState => ({...state, syncs: state.syncs.filter(sync => sync.id !== id)});

/** Records that a plan would touch. */
export const touchedBy = ({pairs}: SyncPlan): number => pairs.reduce((sum, {touched}) => sum + touched, 0);

export const planHandlers: Handlers<'plan/ready' | 'plan/applied' | 'poams/create-requested' | 'poams/created' | 'rejected/discard-requested' | 'rejected/discarded' | 'pager/requested'> = {
	'plan/ready': (state, {id, plan}) => {
		const work = state.syncs.find(sync => sync.id === id);
		const text = joinSafe([safe(`Plan ${plan.id.slice(0, 8)} of`), tellPlanned(plan.request), safe(`touches ${formatAmount(touchedBy(plan), 'record', 'records')}; nothing is done yet`)], safe(' '));
		const told = withNotice(ended(state, id), 'ok', text, noticeFor.undo);
		// Who went elsewhere meanwhile is not taken away from there: keys would mean something else under their fingers.
		const isWaitedFor = work !== undefined && state.overlay === undefined && isSameRoute(work.askedAt, state.route);
		return isWaitedFor ? {...openRoute(told, {screen: 'plan', id: plan.id}), notice: told.notice} : told;
	},
	'plan/applied': (state, {id, plan, outcome}) => {
		const {tone, text} = tellOutcome(outcome);
		const shown = withResource(ended(state, id), 'plan', resource => (resource.target === plan.id ? {...resource, data: plan} : resource));
		return withNotice(withResource(shown, 'plans', markStale), tone, joinSafe([safe(`Plan ${plan.id.slice(0, 8)} is applied`), text], safe(': ')), noticeFor.undo);
	},
	'poams/create-requested': state => withNotice({...state, overlay: undefined}, 'running', safe('Making POA&Ms'), noticeFor.untilDismissed),
	'poams/created': (state, {created}) => withNotice(withResource(state, 'proposals', markStale), created.alreadyMade.length === 0 ? 'ok' : 'waiting', tellCreated(created), noticeFor.undo),
	'rejected/discard-requested': state => ({...state, overlay: undefined}),
	'rejected/discarded': (state, {conflict}) => withNotice(
		withList(state, 'rejected', list => ({...list, gone: new Set([...list.gone, String(conflict.id)]), rows: list.rows.map(row => (row.id === conflict.id ? conflict : row))})),
		'ok', safe(`${conflict.externalEntityId ?? conflict.entityId}: put aside; it is asked about again only when it comes in another form.`),
	),
	'pager/requested': state => state,
};
