import type {ChangeTopic} from '../core/database.js';
import {describePushHold} from '../core/text/describe-push-hold.js';
import type {Health} from '../core/health.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import type {Operations} from '../operations/operations.js';

/** A page of a run opens many conflicts at once: they are told together, in ms. */
const settleAfter = 1000;
const topics: ReadonlySet<ChangeTopic> = new Set(['conflicts', 'systems']);

/** Tells when more conflicts wait for a person than before, and when changes may leave no more, or again. Gives the way to stop. */
export async function watchHealth(operations: Operations, tell: (text: SafeText) => void): Promise<() => Promise<void>> {
	let known = await operations.getHealth();
	let timer: NodeJS.Timeout | undefined;
	const look = async (): Promise<void> => {
		timer = undefined;
		const now = await operations.getHealth();
		for (const text of findNews(known, now)) tell(text);
		known = now;
	};
	const stop = await operations.watch(({topic}) => {
		// A database that is away is told by the next command, which needs it.
		if (topics.has(topic)) timer ??= setTimeout(() => void look().catch(() => {}), settleAfter);
	});
	return async () => {
		clearTimeout(timer);
		await stop();
	};
}

function findNews(before: Health, now: Health): readonly SafeText[] {
	const more = now.pendingConflicts - before.pendingConflicts;
	const hold = now.pushHold === undefined || before.pushHold !== undefined ? undefined : describePushHold(now.pushHold, now.at);
	return [
		...(hold === undefined ? [] : [ownText`✖ ${toSafeText(hold.what)} ${toSafeText(hold.why)} Next: ${toSafeText(hold.nextStep)}`]),
		...(before.pushHold !== undefined && now.pushHold === undefined ? [ownText`Changes may leave again: the hold was released.`] : []),
		...(more > 0 ? [ownText`${more} more ${more === 1 ? ownText`conflict waits` : ownText`conflicts wait`} for a person: ${now.pendingConflicts} in all.`] : []),
	];
}
