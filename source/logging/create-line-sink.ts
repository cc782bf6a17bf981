import {writeSync} from 'node:fs';

/** Where finished lines go. Writing never throws: what cannot be written is counted and told when it works again. */
export type LineSink = {readonly write: (line: string) => void};

export type LineSinkOptions = {
	readonly fileDescriptor: number;
	/** Made from how many lines were lost since the last one that was written. */
	readonly lossLine: (lost: number) => string;
	/** Only a test replaces it. */
	readonly writeBytes?: (fileDescriptor: number, bytes: Uint8Array) => number;
};

/** How long one line waits for a reader that has fallen behind: 40 × 5 ms. */
const patience = {attempts: 40, pauseMs: 5} as const;

/**
 * A sink that has written each line when `write` returns, so that the last words of a dying process are there. A closed
 * pipe, a full disk or a reader that stands still costs log lines, never the process.
 */
export function createLineSink({fileDescriptor, lossLine, writeBytes = writeSync}: LineSinkOptions): LineSink {
	let lost = 0;
	let isTorn = false;
	const tryWrite = (line: string): boolean => {
		const bytes = Buffer.from(isTorn ? `\n${line}` : line);
		const left = writeAll(bytes, part => writeBytes(fileDescriptor, part));
		if (left < bytes.length) isTorn = left > 0;
		return left === 0;
	};
	return {
		write(line) {
			if (lost > 0 && tryWrite(lossLine(lost))) lost = 0;
			if (lost > 0 || !tryWrite(line)) lost++;
		},
	};
}

/** How many bytes did not get out. */
function writeAll(bytes: Uint8Array, write: (bytes: Uint8Array) => number): number {
	let rest = bytes;
	for (let attempt = 0; rest.length > 0; ) {
		try {
			rest = rest.subarray(write(rest));
		} catch (error) {
			const isBusy = error instanceof Error && 'code' in error && error.code === 'EAGAIN';
			if (!isBusy || ++attempt > patience.attempts) break;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, patience.pauseMs);
		}
	}
	return rest.length;
}
