import {EventEmitter} from 'node:events';
import {expect, test} from 'vitest';
import {listenForSignals} from '../../../source/daemon/listen-for-signals.js';

const nothingEarlier = new AbortController().signal;

test.each([['SIGTERM', 'SIGTERM'], ['SIGHUP', 'SIGINT']])('%s asks for a stop, a %s after it for an end at once', (first, second) => {
	const target = new EventEmitter();
	const {stop, abort} = listenForSignals(target as NodeJS.Process, nothingEarlier);
	target.emit(first, first);
	expect([stop.aborted, abort.aborted]).toEqual([true, false]);
	target.emit(second, second);
	expect([stop.aborted, abort.aborted]).toEqual([true, true]);
});

test.each(['SIGTERM', 'SIGHUP'])('a connection that is lost after %s hurries nothing: it is told twice, by the terminal and by its shell', first => {
	const target = new EventEmitter();
	const {stop, abort} = listenForSignals(target as NodeJS.Process, nothingEarlier);
	for (const name of [first, 'SIGHUP', 'SIGHUP']) target.emit(name, name);
	expect([stop.aborted, abort.aborted]).toEqual([true, false]);
});

test('the signals are given back', () => {
	const target = new EventEmitter();
	const {stop, release} = listenForSignals(target as NodeJS.Process, nothingEarlier);
	release();
	target.emit('SIGTERM', 'SIGTERM');
	expect(stop.aborted).toBe(false);
	expect(target.eventNames()).toEqual([]);
});

test('what was asked while the process started is heard, and the next one is the second', () => {
	const target = new EventEmitter();
	const {stop, abort} = listenForSignals(target as NodeJS.Process, AbortSignal.abort());
	expect([stop.aborted, abort.aborted]).toEqual([true, false]);
	target.emit('SIGTERM', 'SIGTERM');
	expect(abort.aborted).toBe(true);
});
