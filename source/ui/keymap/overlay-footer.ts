import {fieldOfPlan} from '../components/bulk-plan-view.js';
import type {Overlay, Question} from '../store/overlay.js';
import type {ConsoleState} from '../store/state.js';
import type {Binding} from './binding.js';

export type FooterItem = Pick<Binding, 'keys' | 'label' | 'footer'>;

const item = (key: string, label: string): FooterItem => ({keys: [key], label});
const close = item('escape', 'close');

/** What Enter does now stands first: it follows the focus. */
const answers = ({focus, confirmLabel}: Question): readonly FooterItem[] =>
	(confirmLabel === undefined ? [item('enter', 'close')] : [item('enter', focus === 'cancel' ? 'cancel' : confirmLabel), item('tab', 'choose')]);

/** The keys of what lies over the screen: while it does, no others are in force. */
export function overlayFooter(overlay: Overlay, {bulk}: Pick<ConsoleState, 'bulk'>): readonly FooterItem[] {
	switch (overlay.kind) {
		case 'preview': {
			const plan = bulk?.plan;
			const mayBeRule = plan?.kind === 'verdict' && plan.verdict.kind !== 'edit' && fieldOfPlan(plan) !== undefined;
			return [...answers(overlay), item('up down', 'scroll'), ...(mayBeRule ? [item('R', 'make it a rule')] : []), close];
		}
		case 'confirm': return [...answers(overlay), close];
		case 'choice': return [close]; // Its keys stand in it, each beside what it does.
		case 'text': return [item('up down', 'scroll'), item('v', 'in your pager'), item('q', 'close')];
		case 'help': case 'palette': return [item('enter', 'run it'), item('up down', 'choose'), close];
		case 'prompt': return [item('enter', 'go on'), close];
		case 'progress': return [item('escape', 'stop')];
	}
}
