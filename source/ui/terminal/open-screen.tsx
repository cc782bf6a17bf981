import {render} from 'ink';
import {ConsoleRoot} from '../console-root.js';
import {ConsoleContext, type ConsoleContextValue} from '../hooks/console-context.js';
import {createKeyboard, type KeyboardStream} from '../input/keyboard.js';
import type {InputEvent} from '../input/input-event.js';
import {clipboardSequence, type Multiplexer} from './clipboard-sequence.js';
import {createFrameOutput, type TerminalStream} from './frame-output.js';
import {createSpokenOutput} from './spoken-output.js';
import {createTerminalLoan} from './terminal-loan.js';

export type ScreenOptions = ConsoleContextValue & {
	readonly stdin: KeyboardStream;
	readonly stdout: TerminalStream;
	readonly stderr: NodeJS.WritableStream;
	/** Over SSH a key's bytes may arrive apart. */
	readonly isRemote: boolean;
	readonly multiplexer: Multiplexer;
	/** For a screen reader: lines are said in place of a screen that is drawn. */
	readonly isSpoken: boolean;
	/** Gives the terminal to the shell until the job goes on. */
	readonly stop: () => Promise<void>;
	readonly onInput: (event: InputEvent) => void;
	/** The terminal is gone. */
	readonly onHangup: () => void;
	/** A component threw. */
	readonly onBug: (error: unknown) => void;
};

/** The console on a terminal: the only part that knows Ink. */
export type Screen = {
	/** Resolves when the first frame is with the terminal. */
	readonly painted: Promise<void>;
	/** Draws every cell again. */
	readonly redraw: () => void;
	readonly suspend: () => Promise<void>;
	/** Gives the terminal as it was found to `work`, and takes it back; nothing when it is given away already. */
	readonly handOver: (work: () => Promise<void>) => Promise<void>;
	readonly isHandedOver: () => boolean;
	/** Puts a text on the clipboard of who sits there; false when it is too long for that. */
	readonly copy: (text: string) => boolean;
	/** Leaves the terminal as it was found. */
	readonly close: () => void;
};

/** A terminal shuffles its lines when it is resized, and cannot be asked what it shows: all is drawn, and once more when it rests. */
const redrawAfterResize = 150;

export function openScreen({stdin, stdout, stderr, store, theme, isRemote, isSpoken, multiplexer, stop, onInput, onHangup, onBug}: ScreenOptions): Screen {
	let redrawTimer: NodeJS.Timeout | undefined;
	let isClosed = false;
	const output = isSpoken ? createSpokenOutput(stdout) : createFrameOutput({
		stdout,
		onResize: size => store.dispatch({type: 'terminal/resized', ...size}),
		onResized: () => {
			redraw();
			clearTimeout(redrawTimer);
			redrawTimer = setTimeout(redraw, redrawAfterResize);
		},
	});
	const keyboard = createKeyboard({stdin, isRemote, onInput, onEnd: onHangup});
	const loan = createTerminalLoan({
		leave: () => {
			keyboard.stop();
			output.leave();
			output.flush();
		},
		takeBack: () => {
			if (isClosed) return;
			output.enter();
			keyboard.start();
			store.dispatch({type: 'terminal/resized', ...output.size()});
		},
	});
	const tree = <ConsoleContext value={{store, theme}}><ConsoleRoot onReady={loan.onReady} /></ConsoleContext>;
	// The input is read by the keyboard above; Ink only draws.
	const ink = render(tree, {
		stdin, stdout: output.stream, stderr,
		interactive: true, alternateScreen: !isSpoken, incrementalRendering: !isSpoken, debug: isSpoken, maxFps: 1000, patchConsole: false, exitOnCtrlC: false,
	});
	ink.waitUntilExit().catch(onBug);
	output.enter();
	keyboard.start();
	const redraw = (): void => {
		if (loan.isOpen() || isClosed) return;
		output.hold();
		ink.clear();
		output.erase();
		ink.rerender(tree);
		void ink.waitUntilRenderFlush().finally(output.release);
	};
	return {
		painted: ink.waitUntilRenderFlush().then(output.flush),
		redraw,
		suspend: () => loan.during(stop),
		handOver: loan.during,
		isHandedOver: loan.isOpen,
		copy: text => {
			const sequence = clipboardSequence(text, multiplexer);
			// It shows nothing: it may come between two frames.
			if (sequence !== undefined) stdout.write(sequence);
			return sequence !== undefined;
		},
		close: () => {
			isClosed = true;
			output.release();
			clearTimeout(redrawTimer);
			keyboard.stop();
			ink.unmount();
			output.leave();
			output.close();
		},
	};
}
