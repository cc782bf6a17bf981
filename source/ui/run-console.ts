import type {ThemeName} from '../config/schema.js';
import type {Operations} from '../operations/operations.js';
import {createEffects} from './effects/create-effects.js';
import type {KeyboardStream} from './input/keyboard.js';
import {dispatchInput} from './keymap/dispatch-input.js';
import type {Action} from './store/actions.js';
import {createStore} from './store/create-store.js';
import {reduce} from './store/reducer.js';
import {type ConsoleState, createState} from './store/state.js';
import type {Multiplexer} from './terminal/clipboard-sequence.js';
import {checkTerminal} from './terminal/check-terminal.js';
import {sizeOf, type TerminalStream} from './terminal/frame-output.js';
import {restoreTerminal} from './terminal/modes.js';
import {openScreen} from './terminal/open-screen.js';
import {listenToProcess} from './terminal/process-events.js';
import {runProgram, type RunProgram} from './terminal/run-program.js';
import {spokenSize} from './terminal/spoken-output.js';
import {stopProcess} from './terminal/stop-process.js';
import {tellBug} from './terminal/tell-bug.js';
import {chooseTheme} from './theme/theme.js';

export type ConsoleOptions = {
	/** Opens the database. Called after the first frame, and again after it failed. Whoever gives it closes the database. */
	readonly operations: () => Promise<Operations>;
	/** The label in the header; undefined for none. */
	readonly environmentName: string | undefined;
	readonly isProduction: boolean;
	readonly version: string;
	readonly isReadOnly: boolean;
	readonly theme?: ThemeName;
	/** For a screen reader: on the terminal's own screen, lines that say what is new. */
	readonly isSpoken?: boolean;
	/** What the terminal says of itself: `NO_COLOR`, `TERM`, `SSH_CONNECTION`, `TMUX`, `STY`. */
	readonly terminal: {readonly isColorless: boolean; readonly name: string | undefined; readonly sshConnection: string | undefined; readonly multiplexer?: Multiplexer};
	/** Commands of the palette by the key that a person gave them. */
	readonly hotkeys?: Readonly<Record<string, string>>;
	/** The person's own programs, as a shell would start them. */
	readonly programs: {readonly editor: string; readonly pager: string; readonly run?: RunProgram};
	readonly now?: () => Date;
	readonly stdin: KeyboardStream;
	readonly stdout: TerminalStream;
	readonly stderr: NodeJS.WritableStream;
	/** Gives the terminal to the shell until the job goes on. */
	readonly stop?: () => Promise<void>;
};

/** How the console ended. Everything but `quit` gives the terminal back before anything else. */
type Ending = {readonly kind: 'quit'} | {readonly kind: 'signal'; readonly exitCode: number} | {readonly kind: 'bug'; readonly error: unknown};

/** As SIGHUP would have told. */
const hangup: Ending = {kind: 'signal', exitCode: 129};
const interruptExitCode = 130;
const bugExitCode = 70;
/** How long work that was started here may take to stop before the console leaves without it, in ms. */
const closeWithin = 10_000;

/**
 * Runs the console until a person quits, the terminal goes away or a signal comes, and gives the exit code: 0, 128 and
 * the signal's number, or 70 after a bug, which is then told on `stderr`. The terminal is left as it was found. Throws
 * TERMINAL_UNSUITABLE where there is none to draw on.
 */
export async function runConsole(options: ConsoleOptions): Promise<number> {
	const {stdin, stdout, stderr, terminal, now = () => new Date(), stop = stopProcess, isSpoken = false} = options;
	checkTerminal({isInputTty: stdin.isTTY === true, isOutputTty: stdout.isTTY === true, name: terminal.name});
	const {promise: ended, resolve: end} = Promise.withResolvers<Ending>();
	const onBug = (error: unknown): void => end({kind: 'bug', error});
	const stopListening = listenToProcess({
		// Ctrl-C in a person's own program is meant for that program.
		onSignal: exitCode => (exitCode === interruptExitCode && screen.isHandedOver() ? undefined : end({kind: 'signal', exitCode})),
		onBug,
		onExit: () => stdout.write(restoreTerminal),
	});
	const store = createStore<ConsoleState, Action>(reduce, createState({
		environmentName: options.environmentName ?? '', version: options.version, isReadOnly: options.isReadOnly, terminal: isSpoken ? spokenSize : sizeOf(stdout), now: now().getTime(), ...(options.hotkeys === undefined ? {} : {hotkeys: options.hotkeys}),
	}));
	const screen = openScreen({
		stdin, stdout, stderr, store, stop, onBug,
		theme: chooseTheme({name: options.theme ?? 'ansi', isColorless: terminal.isColorless || isSpoken, isProduction: options.isProduction}),
		isRemote: terminal.sshConnection !== undefined, isSpoken, multiplexer: terminal.multiplexer,
		onHangup: () => end(hangup),
		onInput: event => {
			try {
				dispatchInput(store, event);
			} catch (error) {
				onBug(error);
			}
		},
	});
	const {editor, pager, run = runProgram} = options.programs;
	const effects = createEffects({store, now, terminal: screen, programs: {editor, pager, run, handOver: screen.handOver}, open: options.operations, quit: () => end({kind: 'quit'})});
	// Loading the database's libraries holds everything up for longer than a frame takes.
	void screen.painted.then(() => store.dispatch({type: 'connection/requested'}));
	const ending = await ended;
	// Who quits while work is stopping sees that it is waited for; otherwise the terminal is given back first.
	const isWaiting = ending.kind === 'quit' && store.getState().syncs.length > 0;
	try {
		if (!isWaiting) screen.close();
		if (ending.kind === 'bug') stderr.write(tellBug(ending.error));
	} finally {
		await withinTime(effects.close(), closeWithin);
		if (isWaiting) screen.close();
		stopListening();
	}
	return toExitCode(ending);
}

function toExitCode(ending: Ending): number {
	switch (ending.kind) {
		case 'quit': return 0;
		case 'signal': return ending.exitCode;
		case 'bug': return bugExitCode;
	}
}

async function withinTime(work: Promise<void>, ms: number): Promise<void> {
	const {promise: late, resolve} = Promise.withResolvers<void>();
	const timer = setTimeout(resolve, ms);
	// What fails while everything is let go of is told elsewhere: a sync's end stands in its operation.
	await Promise.race([work.catch(() => {}), late]);
	clearTimeout(timer);
}
