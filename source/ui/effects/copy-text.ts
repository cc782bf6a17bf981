import {noticeFor} from '../store/update.js';
import {safe} from '../text/safe.js';
import type {Effect, EffectContext} from './context.js';

/** Gives texts to the terminal for the clipboard of who sits there. `copy` says whether a text was short enough for that. */
export const createCopier = ({store}: EffectContext, copy: (text: string) => boolean): Effect => action => {
	if (action.type !== 'clipboard/copy-requested') return;
	const isCopied = copy(action.text);
	store.dispatch({
		type: 'notice/shown', tone: isCopied ? 'ok' : 'failing', forMs: noticeFor.undo,
		text: safe(isCopied ? `${action.what}: given to your terminal for its clipboard` : `${action.what} is too long for a terminal's clipboard; a command with --json prints it.`),
	});
};
