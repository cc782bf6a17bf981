import type {ReactNode} from 'react';
import {quietLines} from '../../components/message-view.js';
import {ResourceScreen} from '../../components/resource-screen.js';
import {Rows} from '../../components/rows.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import {safe} from '../../text/safe.js';
import {policyLines} from './view.js';

const noPolicy = safe('No policy is there: nothing is synced.');
const howTo = safe('"parley db seed" brings the usual ones; "parley policies import" takes one from a file.');

export function RulesScreen(): ReactNode {
	const size = useViewSize();
	const {rules, window} = useSlice(state => ({rules: state.resources.rules, window: state.windows.rules}));
	return (
		<ResourceScreen crumbs={[safe('Rules'), safe('policies and mappings')]} position={safe(`${window.cursor + 1} of ${rules.data?.length ?? 0}`)} resource={rules} size={size}>
			{data => <Rows lines={data.length === 0 ? quietLines('◌', 'off', noPolicy, howTo, size.width) : policyLines(data, window, size)} width={size.width} />}
		</ResourceScreen>
	);
}
