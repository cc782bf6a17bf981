import {expect, test} from 'vitest';
import {createLineSink} from '../../../source/logging/create-line-sink.js';

const failure = (code: string) => Object.assign(new Error(code), {code});

function createProbe(answers: ReadonlyArray<number | string>) {
	const left = [...answers];
	const written: string[] = [];
	const sink = createLineSink({
		fileDescriptor: 2,
		lossLine: lost => `lost ${lost}\n`,
		writeBytes(_, bytes) {
			const answer = left.shift() ?? bytes.length;
			if (typeof answer === 'string') throw failure(answer);
			written.push(Buffer.from(bytes.subarray(0, answer)).toString());
			return answer;
		},
	});
	return {sink, text: () => written.join('')};
}

test('a line that is taken in parts is written whole', () => {
	const {sink, text} = createProbe([2, 1]);
	sink.write('hello\n');
	expect(text()).toBe('hello\n');
});

test('a reader that is briefly behind loses nothing', () => {
	const {sink, text} = createProbe(['EAGAIN', 3, 'EAGAIN']);
	sink.write('hello\n');
	expect(text()).toBe('hello\n');
});

test.each(['EPIPE', 'ENOSPC', 'EIO'])('%s costs lines and says how many when it is over', code => {
	const {sink, text} = createProbe([code, code]);
	sink.write('one\n');
	sink.write('two\n');
	sink.write('three\n');
	sink.write('four\n');
	expect(text()).toBe('lost 2\nthree\nfour\n');
});

test('a reader that stands still costs the line, not the process', () => {
	const {sink, text} = createProbe(Array.from({length: 41}, () => 'EAGAIN'));
	sink.write('one\n');
	sink.write('two\n');
	expect(text()).toBe('lost 1\ntwo\n');
});

test('a line that broke off does not run into the next one', () => {
	const {sink, text} = createProbe([2, 'ENOSPC']);
	sink.write('one\n');
	sink.write('two\n');
	expect(text()).toBe('on\nlost 1\ntwo\n');
});
