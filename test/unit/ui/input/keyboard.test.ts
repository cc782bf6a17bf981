import {PassThrough} from 'node:stream';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {createKeyboard} from '../../../../source/ui/input/keyboard.js';

beforeEach(() => {
	vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
});
afterEach(() => {
	vi.useRealTimers();
});

const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

function start(isRemote: boolean) {
	const keys: string[] = [];
	const stdin = Object.assign(new PassThrough(), {setRawMode: vi.fn()});
	const keyboard = createKeyboard({stdin, isRemote, onInput: event => keys.push(event.kind === 'key' ? event.key : 'paste'), onEnd: () => keys.push('end')});
	keyboard.start();
	const read = async (bytes: string | Buffer): Promise<void> => {
		stdin.write(bytes);
		await turn();
	};
	return {keys, stdin, keyboard, read};
}

test('a lone ESC is Escape after 20 ms here, after 100 ms over SSH', async () => {
	for (const [isRemote, wait] of [[false, 20], [true, 100]] as const) {
		const {keys, read} = start(isRemote);
		await read('\u001B');
		vi.advanceTimersByTime(wait - 1);
		expect(keys).toEqual([]);
		vi.advanceTimersByTime(1);
		expect(keys).toEqual(['escape']);
	}
});

test('an arrow whose bytes come 90 ms apart is an arrow over SSH', async () => {
	const {keys, read} = start(true);
	for (const byte of '\u001B[B') {
		await read(byte);
		vi.advanceTimersByTime(90);
	}
	expect(keys).toEqual(['down']);
});

test('typing on does not keep half a sequence waiting for ever', async () => {
	const {keys, read} = start(false);
	await read('\u001B]');
	for (let count = 0; count < 6; count++) {
		await read('j');
		vi.advanceTimersByTime(100);
	}
	await read('k');
	expect(keys.at(-1)).toBe('k');
});

test('a character whose bytes come in two reads is one key', async () => {
	const {keys, read} = start(false);
	const bytes = Buffer.from('日');
	await read(bytes.subarray(0, 1));
	await read(bytes.subarray(1));
	expect(keys).toEqual(['日']);
});

test('the terminal is raw while it is started, and not after', async () => {
	const {keys, stdin, keyboard, read} = start(false);
	keyboard.stop();
	expect(stdin.setRawMode.mock.calls).toEqual([[true], [false]]);
	await read('x');
	expect(keys).toEqual([]);
});
