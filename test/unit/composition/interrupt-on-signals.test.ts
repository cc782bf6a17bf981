import {EventEmitter} from 'node:events';
import {expect, test} from 'vitest';
import {interruptOnSignals} from '../../../source/composition/interrupt-on-signals.js';
import {isAbort} from '../../../source/errors/exit-code.js';

function listen() {
	const target = new EventEmitter();
	let ended = 0;
	const interruption = interruptOnSignals(target as NodeJS.Process, () => {
		ended += 1;
	});
	return {...interruption, target, send: (name: string) => target.emit(name, name), ended: () => ended};
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s asks for an end, as an interruption', name => {
	const {send, signal, ended} = listen();
	send(name);
	expect(isAbort(signal.reason)).toBe(true);
	expect(ended()).toBe(0);
});

test.each([['SIGINT', 'SIGINT'], ['SIGTERM', 'SIGINT'], ['SIGHUP', 'SIGTERM']])('%s and then %s does not ask', (first, second) => {
	const {send, ended} = listen();
	send(first);
	send(second);
	expect(ended()).toBe(1);
});

test.each(['SIGHUP', 'SIGTERM', 'SIGINT'])('a connection that is lost after %s hurries nothing, however often it is told', first => {
	const {send, ended} = listen();
	for (const name of [first, 'SIGHUP', 'SIGHUP']) send(name);
	expect(ended()).toBe(0);
});

test('the signals are given back', () => {
	const {send, release, target, signal} = listen();
	release();
	send('SIGHUP');
	expect(signal.aborted).toBe(false);
	expect(target.eventNames()).toEqual([]);
});
