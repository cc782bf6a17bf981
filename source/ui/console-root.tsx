import {Box, Text, useApp} from 'ink';
import {type ReactNode, useEffect} from 'react';
import {assertNever} from '../errors/assert-never.js';
import {Footer, Header, NoticeBar} from './components/chrome.js';
import {HelpScreen, PreviewScreen, TextScreen} from './components/full-overlay.js';
import {OverlayLayer} from './components/overlay-layer.js';
import {useSlice} from './hooks/use-slice.js';
import {AuditScreen} from './screens/audit/screen.js';
import {CallsScreen} from './screens/calls/screen.js';
import {CausesScreen} from './screens/causes/screen.js';
import {ConflictScreen} from './screens/conflict/screen.js';
import {ConflictsScreen} from './screens/conflicts/screen.js';
import {GroupsScreen} from './screens/groups/screen.js';
import {HealthScreen} from './screens/health/screen.js';
import {OperationScreen} from './screens/operation/screen.js';
import {OperationsScreen} from './screens/operations/screen.js';
import {PlanScreen} from './screens/plan/screen.js';
import {PlansScreen} from './screens/plans/screen.js';
import {ProposalsScreen} from './screens/proposals/screen.js';
import {RecordScreen} from './screens/record/screen.js';
import {RecordsScreen} from './screens/records/screen.js';
import {RejectedScreen} from './screens/rejected/screen.js';
import {RuleScreen} from './screens/rule/screen.js';
import {RulesScreen} from './screens/rules/screen.js';
import {isTooSmall, leastSize} from './store/layout.js';
import type {Overlay} from './store/overlay.js';
import type {Route} from './store/route.js';

export type SuspendTerminal = ReturnType<typeof useApp>['suspendTerminal'];

export type ConsoleRootProps = {
	/** Ink gives the way to hand the terminal over to components only. */
	readonly onReady: (suspendTerminal: SuspendTerminal) => void;
};

/**
 * Header, screen, notice and footer. The root has the height of the terminal but no width: Ink lays out once at the old
 * width after a resize, and lines that are too long would wrap and scroll the screen.
 */
export function ConsoleRoot({onReady}: ConsoleRootProps): ReactNode {
	const {suspendTerminal} = useApp();
	useEffect(() => onReady(suspendTerminal), [onReady, suspendTerminal]);
	const {terminal, route, overlay} = useSlice(state => ({terminal: state.terminal, route: state.route, overlay: state.overlay}));
	if (isTooSmall(terminal)) {
		return <Box height={terminal.rows}><Text wrap="truncate">{`Too small: ${terminal.columns}×${terminal.rows}, needs ${leastSize.columns}×${leastSize.rows}`}</Text></Box>;
	}
	return (
		<Box flexDirection="column" height={terminal.rows}>
			<Header />
			<Body overlay={overlay} route={route} />
			<NoticeBar />
			<Footer />
			<OverlayLayer />
		</Box>
	);
}

/** The screen, or what takes its place while it is read. */
function Body({overlay, route}: {readonly overlay: Overlay | undefined; readonly route: Route}): ReactNode {
	switch (overlay?.kind) {
		case 'text': return <TextScreen overlay={overlay} />;
		case 'help': return <HelpScreen overlay={overlay} />;
		case 'preview': return <PreviewScreen overlay={overlay} />;
		default: return <Screen route={route} />;
	}
}

function Screen({route}: {readonly route: Route}): ReactNode {
	switch (route.screen) {
		case 'health': return <HealthScreen />;
		case 'causes': return <CausesScreen />;
		case 'groups': return <GroupsScreen route={route} />;
		case 'conflicts': return <ConflictsScreen route={route} />;
		case 'conflict': return <ConflictScreen route={route} />;
		case 'operations': return <OperationsScreen route={route} />;
		case 'operation': return <OperationScreen />;
		case 'rejected': return <RejectedScreen route={route} />;
		case 'plans': return <PlansScreen />;
		case 'plan': return <PlanScreen route={route} />;
		case 'records': return <RecordsScreen route={route} />;
		case 'record': return <RecordScreen route={route} />;
		case 'proposals': return <ProposalsScreen />;
		case 'rules': return <RulesScreen />;
		case 'rule': return <RuleScreen route={route} />;
		case 'calls': return <CallsScreen route={route} />;
		case 'audit': return <AuditScreen route={route} />;
		default: return assertNever(route);
	}
}
