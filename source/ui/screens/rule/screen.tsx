import type {ReactNode} from 'react';
import {ResourceScreen} from '../../components/resource-screen.js';
import {Rows} from '../../components/rows.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import type {Route} from '../../store/route.js';
import {ruleRows} from '../../store/rule-rows.js';
import {draftInFront} from '../../store/rules-in-front.js';
import {isHeld} from '../../store/selectors.js';
import {pluralOf} from '../../store/words.js';
import {safe} from '../../text/safe.js';
import {ruleLines} from './view.js';

export function RuleScreen({route}: {readonly route: Extract<Route, {readonly screen: 'rule'}>}): ReactNode {
	const size = useViewSize();
	const {rule, window, draft, isPushHeld} = useSlice(state => ({rule: state.resources.rule, window: state.windows.rule, draft: draftInFront(state), isPushHeld: isHeld(state)}));
	const crumbs = [safe('Rules'), safe(route.pair.systemName), pluralOf(route.pair.entityType), ...(draft === undefined ? [] : [safe('changed, not saved')])];
	const rules = draft?.rules ?? rule.data;
	const pushing = rules === undefined ? '' : `pushing is ${!rules.isPushEnabled ? 'off' : isPushHeld ? 'held' : 'on'} · `;
	return (
		<ResourceScreen crumbs={crumbs} position={safe(`${pushing}${window.cursor + 1} of ${ruleRows(rules).length}`)} resource={rule} size={size}>
			{data => <Rows lines={ruleLines(draft?.rules ?? data, draft, window, size)} width={size.width} />}
		</ResourceScreen>
	);
}
