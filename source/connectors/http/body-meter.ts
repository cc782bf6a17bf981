import type {HttpFailure} from './http-failure.js';

export type BodyLimits = {
	/** The most that one body may hold after decompression, in bytes. */
	readonly maxDecodedBytes: number;
	/** How many times larger than on the wire a body may become; asked once `ratioFloorBytes` were decoded. */
	readonly maxRatio: number;
	readonly ratioFloorBytes: number;
	/** Bytes a second on the wire, over each whole window, below which a download counts as stuck. */
	readonly minBytesPerSecond: number;
	readonly rateWindowMs: number;
};

export const defaultBodyLimits: BodyLimits = {
	maxDecodedBytes: 16 * 1024 * 1024,
	maxRatio: 100,
	ratioFloorBytes: 1024 * 1024,
	minBytesPerSecond: 64,
	rateWindowMs: 30_000,
};

/** Counts one body as it arrives, and says when it goes beyond its limits. */
export type BodyMeter = {
	readonly countWire: (bytes: number) => void;
	/** A failure: the body must be given up. */
	readonly countDecoded: (bytes: number) => HttpFailure | undefined;
	/** To be asked now and then; `nowMs` by the same clock as `startedMs`. */
	readonly checkRate: (nowMs: number) => HttpFailure | undefined;
	readonly decodedBytes: () => number;
};

export function createBodyMeter(limits: BodyLimits, startedMs: number): BodyMeter {
	let wire = 0;
	let decoded = 0;
	let windowStartMs = startedMs;
	let wireAtWindowStart = 0;

	return {
		countWire(bytes) {
			wire += bytes;
		},
		countDecoded(bytes) {
			decoded += bytes;
			if (decoded > limits.maxDecodedBytes) return tooBig('too-large', `it is larger than ${toMegabytes(limits.maxDecodedBytes)}`);
			if (decoded > limits.ratioFloorBytes && decoded > wire * limits.maxRatio) return tooBig('compression-ratio', `it grows more than ${limits.maxRatio} times when decompressed`);
			return undefined;
		},
		checkRate(nowMs) {
			const elapsedMs = nowMs - windowStartMs;
			if (elapsedMs < limits.rateWindowMs) return undefined;
			const received = wire - wireAtWindowStart;
			windowStartMs = nowMs;
			wireAtWindowStart = wire;
			if (received * 1000 >= limits.minBytesPerSecond * elapsedMs) return undefined;
			return {kind: 'timeout', phase: 'rate', detail: `only ${received} bytes came in ${Math.round(elapsedMs / 1000)} s`, wasSent: true};
		},
		decodedBytes: () => decoded,
	};
}

const tooBig = (problem: 'too-large' | 'compression-ratio', detail: string): HttpFailure => ({kind: 'payload', problem, detail, sample: ''});

const toMegabytes = (bytes: number): string => `${Math.max(Math.round(bytes / 1024 / 1024), 1)} MB`;
