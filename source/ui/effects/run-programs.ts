import {parseRules} from '../screens/rule/edit-rule.js';
import {toFailure} from '../store/failure.js';
import {toRulesDocument} from '../store/rule-draft.js';
import {draftInFront, rulesInFront} from '../store/rules-in-front.js';
import {noticeFor} from '../store/update.js';
import {runOnText, type RunProgram} from '../terminal/run-program.js';
import {safe} from '../text/safe.js';
import type {Effect, EffectContext} from './context.js';

/** The person's own programs, and how the terminal is given to one. */
export type Programs = {
	readonly editor: string;
	readonly pager: string;
	readonly run: RunProgram;
	/** Gives the terminal away while `work` runs, and takes it back as it was. */
	readonly handOver: (work: () => Promise<void>) => Promise<void>;
};

/** Long texts go to the person's pager and rules to their editor. */
export function createProgramRunner({store}: EffectContext, {editor, pager, run, handOver}: Programs): Effect {
	const tell = (text: string): void => store.dispatch({type: 'notice/shown', tone: 'failing', text: safe(text), forMs: noticeFor.untilDismissed});

	const page = async (text: string): Promise<void> => {
		let exitCode: number | undefined = 0;
		await handOver(async () => {
			({exitCode} = await runOnText(run, {command: pager, name: 'parley.txt', text}));
		});
		if (exitCode === 127) tell(`There is no program "${pager}". Set PAGER to one that there is.`);
	};

	const edit = async (): Promise<void> => {
		const state = store.getState();
		const rules = rulesInFront(state);
		const seen = draftInFront(state)?.seen ?? rules;
		if (rules === undefined || seen === undefined) return;
		// What was refused the last time is there to go on with.
		const given = state.refusedRules ?? `${JSON.stringify(toRulesDocument(rules), undefined, 2)}\n`;
		let edited: {readonly exitCode: number | undefined; readonly text: string} | undefined;
		await handOver(async () => {
			edited = await runOnText(run, {command: editor, name: 'rules.json', text: given});
		});
		if (edited === undefined) return;
		if (edited.exitCode !== 0) {
			tell(edited.exitCode === 127 ? `There is no program "${editor}". Set EDITOR to one that there is.` : `"${editor}" ended with ${edited.exitCode ?? 'a signal'}; nothing was taken from it.`);
			return;
		}
		const parsed = parseRules(rules, edited.text);
		if ('problem' in parsed) store.dispatch({type: 'rule/edit-failed', text: edited.text, failure: {code: 'POLICY_INVALID', message: parsed.problem, nextStep: safe('E goes on with what you typed; X forgets it.'), isRetryable: false}});
		else store.dispatch({type: 'rule/edit-requested', seen, rules: parsed.rules, text: edited.text});
	};

	const attempt = (work: Promise<void>): void => void work.catch((error: unknown) => store.dispatch({type: 'request/failed', failure: toFailure(error)}));
	return action => {
		if (action.type === 'pager/requested') attempt(page(`${action.title}\n\n${action.text}\n`));
		if (action.type === 'rule/editor-requested') attempt(edit());
	};
}
