import {formatCount} from '../../core/text/format-count.js';
import {formatClock} from '../text/format.js';
import {joinSafe, safe} from '../text/safe.js';
import {viewNames} from './view-names.js';
import type {Failure} from './failure.js';
import {listOf, resourcesInSight} from './sight.js';
import type {ConsoleState, Notice} from './state.js';

type ShownNotice = Pick<Notice, 'tone' | 'text'>;

/** What the line above the footer says: what a half-typed key can become, what just happened, or what does not work. */
export function currentNotice(state: ConsoleState): ShownNotice | undefined {
	if (state.prefix !== undefined) return prefixHint;
	return state.notice ?? lostNotice(state) ?? failureNotice(state) ?? syncNotice(state);
}

const jumps = Object.values(viewNames).map(({jump, label}) => `${jump} ${label}`).join(' · ');
const prefixHint: ShownNotice = {tone: 'dim', text: safe(`g … g first row · ${jumps}`)};

/** One line for as long as it lasts, whatever else fails by it: how old the screen is stands in the header. */
function lostNotice({connection}: ConsoleState): ShownNotice | undefined {
	if (connection.kind !== 'lost') return undefined;
	return {tone: 'failing', text: safe(`No database since ${formatClock(new Date(connection.since))} UTC: it is tried again. See "parley db status".`)};
}

/** What could not be read while older data of it is on the screen. */
function failureNotice(state: ConsoleState): ShownNotice | undefined {
	if (state.connection.kind === 'failed') return undefined;
	const list = listOf(state.route);
	const failures: ReadonlyArray<Failure | undefined> = [
		...resourcesInSight(state).map(name => (state.resources[name].data === undefined ? undefined : state.resources[name].failure)),
		...(list !== undefined && state.lists[list].rows.length > 0 ? [state.lists[list].failure] : []),
	];
	const failure = failures.find(one => one !== undefined);
	return failure === undefined ? undefined : {tone: 'failing', text: joinSafe([failure.message, failure.nextStep, safe(failure.isRetryable ? 'It is tried again by itself.' : 'r tries again.')], safe(' '))};
}

function syncNotice({syncs}: ConsoleState): ShownNotice | undefined {
	const [sync] = syncs;
	if (sync === undefined) return undefined;
	const read = sync.looked + Object.values(sync.operations).reduce((sum, operation) => sum + operation.counts.read, 0);
	const text = sync.isStopping ? 'stopping after the page in hand' : `${sync.verb}, ${formatCount(read)} read · ctrl-x stops`;
	return {tone: 'running', text: safe(`${sync.label}: ${text}`)};
}
