import {Box, Text, useApp} from 'ink';
import {type ReactNode, useEffect} from 'react';
import {assertNever} from '../errors/assert-never.js';
import {Footer, Header, NoticeBar} from './components/chrome.js';
import {HelpScreen, TextScreen} from './components/full-overlay.js';
import {OverlayLayer} from './components/overlay-layer.js';
import {useSlice} from './hooks/use-slice.js';
import {AuditScreen} from './screens/audit/screen.js';
import {CallsScreen} from './screens/calls/screen.js';
import {CausesScreen} from './screens/causes/screen.js';
import {ConflictScreen} from './screens/conflict/screen.js';
import {ConflictsScreen} from './screens/conflicts/screen.js';
import {HealthScreen} from './screens/health/screen.js';
import {OperationScreen} from './screens/operation/screen.js';
import {OperationsScreen} from './screens/operations/screen.js';
import {isTooSmall, leastSize} from './store/layout.js';
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
			{overlay?.kind === 'text' ? <TextScreen overlay={overlay} /> : overlay?.kind === 'help' ? <HelpScreen overlay={overlay} /> : <Screen route={route} />}
			<NoticeBar />
			<Footer />
			<OverlayLayer />
		</Box>
	);
}

function Screen({route}: {readonly route: Route}): ReactNode {
	switch (route.screen) {
		case 'health': return <HealthScreen />;
		case 'causes': return <CausesScreen />;
		case 'conflicts': return <ConflictsScreen route={route} />;
		case 'conflict': return <ConflictScreen route={route} />;
		case 'operations': return <OperationsScreen route={route} />;
		case 'operation': return <OperationScreen />;
		case 'calls': return <CallsScreen route={route} />;
		case 'audit': return <AuditScreen />;
		default: return assertNever(route);
	}
}
