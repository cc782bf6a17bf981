import type {SuspendTerminal} from '../console-root.js';

export type LoanOptions = {
	/** Leaves the terminal as it was found. */
	readonly leave: () => void;
	/** Goes on where the console left off. */
	readonly takeBack: () => void;
};

/** The terminal, given to somebody else for a while. */
export type TerminalLoan = {
	/** Told once Ink is there: it stops drawing for as long as a loan lasts. */
	readonly onReady: (suspend: SuspendTerminal) => void;
	/** Does nothing when the terminal is given away already, or nothing is drawn yet. */
	readonly during: (work: () => Promise<void>) => Promise<void>;
	readonly isOpen: () => boolean;
};

export function createTerminalLoan({leave, takeBack}: LoanOptions): TerminalLoan {
	let suspendTerminal: SuspendTerminal | undefined;
	let isOpen = false;
	const lend = async (work: () => Promise<void>): Promise<void> => {
		leave();
		try {
			await work();
		} finally {
			takeBack();
		}
	};
	return {
		onReady: suspend => {
			suspendTerminal = suspend;
		},
		during: async work => {
			if (suspendTerminal === undefined || isOpen) return;
			isOpen = true;
			try {
				await suspendTerminal(() => lend(work));
			} finally {
				isOpen = false;
			}
		},
		isOpen: () => isOpen,
	};
}
