import {once} from 'node:events';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {createGzip} from 'node:zlib';
import type {Clock} from '../../core/process/clock.js';
import type {Answer} from '../http/answer.js';
import {send, textOf, writeHead, type Wire} from '../http/send.js';
import type {Fault} from './fault.js';

/** How this platform words an error status; `retryAfter` as its header holds it. */
export type Refusal = (status: number, retryAfter: string | undefined) => Answer;

export type Surroundings = {readonly clock: Clock; readonly refusal: Refusal};

type Find = <Kind extends Fault['kind']>(kind: Kind) => Extract<Fault, {kind: Kind}> | undefined;

export const finder = (faults: readonly Fault[]): Find =>
	kind => faults.find((fault): fault is Extract<Fault, {kind: typeof kind}> => fault.kind === kind);

/**
 * What happens before a request is handled: it may wait, or be answered without being handled. "gone" says that there will be
 * no answer.
 */
export async function beforeHandling(faults: readonly Fault[], wire: Wire, {clock, refusal}: Surroundings): Promise<Answer | 'gone' | undefined> {
	const find = finder(faults);
	const delay = find('delay');
	if (delay !== undefined) await clock.sleep(delay.ms);
	if (find('reset')?.when === 'before') return reset(wire);
	const hang = find('hang');
	if (hang !== undefined && hang.effect !== 'after') return hold(wire);
	const redirect = find('redirect');
	if (redirect !== undefined) return {status: redirect.status ?? 302, headers: {location: redirect.location}, body: {kind: 'empty'}};
	const status = find('status');
	return status === undefined || status.effect === 'after' ? undefined : refusal(status.status, status.retryAfter);
}

/** Sends an answer with what was asked to go wrong on its way. Gives the status that the client saw, undefined for none. */
export async function deliver(answer: Answer, faults: readonly Fault[], wire: Wire, {clock, refusal}: Surroundings): Promise<number | undefined> {
	const find = finder(faults);
	const {response} = wire;
	const resetFault = find('reset');
	if (resetFault?.when === 'after') return void reset(wire);
	if (find('hang')?.effect === 'after') return void await hold(wire);
	const header = find('large-header');
	if (header !== undefined) response.setHeader('X-Padding', 'x'.repeat(header.bytes));
	const drip = find('drip');
	const truncate = find('truncate');
	const bomb = find('gzip-bomb');
	const shown = replacement(answer, find, refusal);
	if (resetFault !== undefined || truncate !== undefined) return cutShort(shown, wire, resetFault === undefined ? truncate?.how : 'reset');
	if (drip !== undefined) return dripOut(shown, drip.bytesPerSecond, wire, clock);
	if (bomb !== undefined) return explode(shown, bomb.megabytes, wire);
	await send(shown, wire);
	return shown.status;
}

/** Another answer in place of the right one. */
function replacement(answer: Answer, find: Find, refusal: Refusal): Answer {
	const status = find('status');
	if (status?.effect === 'after') return refusal(status.status, status.retryAfter);
	if (find('wrong-type') !== undefined) return {status: 200, body: {kind: 'text', contentType: 'text/html; charset=utf-8', text: loginPage}};
	if (find('invalid-json') !== undefined) return {status: answer.status, body: {kind: 'text', contentType: 'application/json;charset=utf-8', text: '{"status":"FINISHED","chunks_available":[1,'}};
	if (find('empty') !== undefined) return {status: 200, body: {kind: 'text', contentType: 'application/json;charset=utf-8', text: ''}};
	if (find('no-content') !== undefined) return {status: 204, body: {kind: 'empty'}};
	return answer;
}

const loginPage = '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><form action="/login" method="post"><input name="username"><input name="password" type="password"></form></body></html>\n';

function reset({response}: Wire): 'gone' {
	response.socket?.resetAndDestroy();
	return 'gone';
}

async function hold({response}: Wire): Promise<'gone'> {
	if (!response.destroyed && response.socket?.destroyed === false) await once(response, 'close');
	return 'gone';
}

/** Half of a body that promised to be whole; `valid-length` keeps its promise and is half a JSON. */
async function cutShort(answer: Answer, wire: Wire, how: 'content-length' | 'chunked' | 'valid-length' | 'reset' | undefined): Promise<number> {
	const {response} = wire;
	const body = Buffer.from(textOf(answer.body));
	const half = body.subarray(0, Math.max(1, Math.floor(body.length / 2)));
	writeHead(answer, wire);
	if (how === 'valid-length') {
		response.end(half);
		return answer.status;
	}
	if (how !== 'chunked') response.setHeader('Content-Length', Math.max(2, body.length));
	await new Promise<void>(resolve => { response.write(half, () => { resolve(); }); });
	if (how === 'reset') response.socket?.resetAndDestroy();
	else response.socket?.end();
	return answer.status;
}

async function dripOut(answer: Answer, bytesPerSecond: number, wire: Wire, clock: Clock): Promise<number> {
	const {response} = wire;
	const body = Buffer.from(textOf(answer.body));
	const perTurn = Math.max(1, Math.ceil(bytesPerSecond / 10));
	writeHead(answer, wire);
	response.setHeader('Content-Length', body.length);
	for (let at = 0; at < body.length && !response.destroyed; at += perTurn) {
		response.write(body.subarray(at, at + perTurn));
		await clock.sleep(Math.ceil((perTurn / bytesPerSecond) * 1000));
	}
	response.end();
	return answer.status;
}

/** A list of blanks that is small on the wire and enormous when it is unpacked. */
async function explode(answer: Answer, megabytes: number, wire: Wire): Promise<number> {
	writeHead(answer, wire);
	wire.response.setHeader('Content-Encoding', 'gzip');
	const blanks = Buffer.alloc(1_048_576, ' ');
	await pipeline(Readable.from(function* () {
		yield Buffer.from('[');
		for (let sent = 0; sent < megabytes; sent++) yield blanks;
		yield Buffer.from(']');
	}(), {objectMode: false}), createGzip({level: 9}), wire.response);
	return answer.status;
}
