import type {IncomingMessage} from 'node:http';
import {Transform, pipeline, type Readable} from 'node:stream';
import {createBrotliDecompress, createGunzip, createInflate} from 'node:zlib';
import {createBodyMeter, type BodyLimits} from './body-meter.js';
import {AttemptError} from './http-failure.js';

/** What we tell the other side that we can read. */
export const acceptedEncodings = 'gzip, deflate, br';

/** Each piece costs a turn of the decompressor's thread and of three streams: large ones cost a record less. */
const outputBytes = 128 * 1024;

/**
 * The decompressed body of an answer, under its limits. It ends with an AttemptError when a limit is passed, and with the
 * socket's or the decompressor's own error when the body breaks off. Throws AttemptError for an encoding that nobody asked for.
 */
export function decodeBody(message: IncomingMessage, limits: BodyLimits): Readable {
	const decoder = createDecoder(message.headers['content-encoding']);
	const meter = createBodyMeter(limits, performance.now());
	const counted = new Transform({
		transform(bytes: Buffer, _encoding, done) {
			const failure = meter.countDecoded(bytes.length);
			if (failure === undefined) done(null, bytes);
			else done(new AttemptError(failure));
		},
	});
	const watch = setInterval(() => {
		const failure = meter.checkRate(performance.now());
		if (failure !== undefined) counted.destroy(new AttemptError(failure));
	}, Math.min(limits.rateWindowMs, 1000));
	message.on('data', (bytes: Buffer) => meter.countWire(bytes.length));
	pipeline(decoder === undefined ? [message, counted] : [message, decoder, counted], () => clearInterval(watch));
	return counted;
}

function createDecoder(encoding: string | undefined): Transform | undefined {
	switch (encoding?.trim().toLowerCase() ?? '') {
		case '':
		case 'identity': return undefined;
		case 'gzip':
		case 'x-gzip': return createGunzip({chunkSize: outputBytes});
		case 'deflate': return createInflate({chunkSize: outputBytes});
		case 'br': return createBrotliDecompress({chunkSize: outputBytes});
		default: throw new AttemptError({kind: 'payload', problem: 'encoding', detail: `its content encoding is "${encoding}"`, sample: ''});
	}
}
