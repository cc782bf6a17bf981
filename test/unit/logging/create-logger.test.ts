import {describe, expect, test} from 'vitest';
import {Secret} from '../../../source/core/process/secret.js';
import {AppError} from '../../../source/errors/app-error.js';
import {createLogger, type LoggerOptions} from '../../../source/logging/create-logger.js';

const canary = 'CANARY-7f/3a"9c';

function createProbe(options: Partial<LoggerOptions> = {}) {
	const lines: string[] = [];
	const logger = createLogger({level: 'debug', secrets: () => [canary], write: line => void lines.push(line), ...options});
	const events = (): Array<Record<string, unknown>> => lines.map(line => JSON.parse(line) as Record<string, unknown>);
	return {logger, lines, events};
}

/** Ways in which a secret gets near a log line, most of which a redaction by path lets through. */
const shapes: Readonly<Record<string, (secret: string) => readonly [string, Record<string, unknown>?]>> = {
	'header': secret => ['call', {headers: {'x-apikeys': secret}}],
	'header in another case': secret => ['call', {headers: {'X-ApiKeys': `accessKey=a;secretKey=${secret}`}}],
	'raw headers': secret => ['call', {rawHeaders: ['X-ApiKeys', secret, 'Accept', '*/*']}],
	'deep object': secret => ['call', {a: {b: {c: {d: {e: secret}}}}}],
	'array': secret => ['call', {list: [[secret]]}],
	'message': secret => [`calling with ${secret}`],
	'URL': secret => ['call', {url: new URL(`https://host/?key=${encodeURIComponent(secret)}`)}],
	'error text': secret => ['call', {error: new Error(`refused key ${secret}`)}],
	'cause of an error': secret => ['call', {error: new Error('outer', {cause: new AggregateError([new Error(secret)])})}],
	'configuration object': secret => ['start', {config: {connection_config: {secretKey: secret}, at: new Map([['k', secret]])}}],
	'string body': secret => ['call', {body: JSON.stringify({credentials: {secret}})}],
	'base64': secret => ['call', {authorization: `Basic ${Buffer.from(`user:${secret}`).toString('base64')}`}],
	'name of a fact': secret => ['call', {[secret]: 1}],
	'bytes': secret => ['call', {body: Buffer.from(secret)}],
	'text that is cut short within it': secret => ['call', {body: `${'x'.repeat(8180)}${secret}${'x'.repeat(10_000)}`}],
};

describe('a secret reaches the log in no shape', () => {
	test.each(Object.entries(shapes))('%s', (_, shape) => {
		const {logger, lines, events} = createProbe();
		logger.with({run: 1}).info(...shape(canary));
		expect(events()).toHaveLength(1);
		const text = lines.join('');
		for (const part of [canary, JSON.stringify(canary).slice(1, -1), encodeURIComponent(canary), 'CANARY', Buffer.from(canary).toString('base64').slice(4, 12)]) {
			expect(text).not.toContain(part);
		}
	});

	test('a secret of digits, logged as a number, leaves a line that still parses', () => {
		const {logger, events} = createProbe({secrets: () => ['12345678']});
		logger.info('counted', {value: 12_345_678, other: 12});
		expect(events()[0]).toMatchObject({value: '***', other: 12});
	});

	test('a Secret prints as *** also when nobody knows its value', () => {
		const {logger, lines} = createProbe({secrets: () => []});
		logger.info('start', {databaseUrl: new Secret('hunter22')});
		expect(lines.join('')).toContain('"databaseUrl":"***"');
	});

	test('secrets that are too short to mask are told once, by number', () => {
		const {events} = createProbe({secrets: () => ['abc', 'de', canary]});
		expect(events()).toMatchObject([{level: 'warn', secrets: 2}]);
	});
});

describe('one event is one line', () => {
	test.each(['a\nb', 'a\r\nb', 'a\u2028b\u2029c', 'a\u0085b\u001b[2Jc\u009bd\u007f', 'a\u202eb\u200bc\ufeff', 'a\u{e0041}b', '\ud800lone'])('%j in message, fact and name', text => {
		const {logger, lines, events} = createProbe();
		logger.info(text, {text, [text]: 1});
		expect(lines).toHaveLength(1);
		// oxlint-disable-next-line no-control-regex
		expect(lines[0]?.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\ufeff]/);
		expect(events()[0]).toMatchObject({message: text, text, [text]: 1});
	});

	test('a fact does not take the place of the line\'s own', () => {
		const {logger, events} = createProbe();
		logger.error('lost', {message: 'other', level: 7, pid: 'x'});
		expect(events()[0]).toMatchObject({level: 'error', message: 'lost', pid: process.pid, 'fact.message': 'other', 'fact.level': 7});
	});

	test('a later fact wins over an earlier one of the same name, and stands once', () => {
		const {logger, lines} = createProbe();
		logger.with({run: 1}).with({run: 2}).info('x', {run: 3});
		expect(lines[0]?.match(/"run"/g)).toHaveLength(1);
		expect(lines[0]).toContain('"run":3');
	});
});

describe('what a line holds', () => {
	test('time in UTC, level by name, process and host', () => {
		const {logger, events} = createProbe({facts: {version: '1.2.3'}});
		logger.debug('hello');
		expect(events()[0]).toEqual({level: 'debug', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), pid: process.pid, host: expect.any(String), version: '1.2.3', message: 'hello'});
	});

	test('nothing below its level', () => {
		const {logger, events} = createProbe({level: 'warn'});
		logger.info('no');
		logger.warn('yes');
		expect(events()).toMatchObject([{message: 'yes'}]);
	});

	test('of an error only what is known to be safe, with its causes', () => {
		const cause = Object.assign(new Error('duplicate key'), {code: '23505', constraint: 'one_open', sql: 'insert …', parameters: ['Ada'], detail: 'Key (name)=(Ada)'});
		const {logger, events} = createProbe();
		logger.error('failed', {error: new AppError({code: 'DATABASE_STATEMENT_FAILED', message: 'It failed.', nextStep: 'Look.', cause})});
		expect(events()[0]).toMatchObject({error: {
			name: 'AppError', code: 'DATABASE_STATEMENT_FAILED', message: 'It failed.', nextStep: 'Look.', isRetryable: false, stack: expect.any(String),
			cause: {message: 'duplicate key', code: '23505', constraint: 'one_open'},
		}});
		expect(JSON.stringify(events())).not.toMatch(/insert|Ada/);
	});

	test('cycles, depths, lengths, getters that throw and big integers do no harm', () => {
		const cycle: Record<string, unknown> = {};
		cycle['self'] = cycle;
		const deep = Array.from({length: 50}).reduce<unknown>(inner => ({inner}), 1);
		const angry = {get trap(): never { throw new Error('no'); }};
		const {logger, lines, events} = createProbe();
		logger.info('odd', {cycle, deep, angry, big: 10n ** 20n, many: Array.from({length: 5000}, () => 1), text: 'y'.repeat(50_000), nothing: undefined, at: new Date(NaN)});
		expect(events()[0]).toMatchObject({cycle: {self: '[circular]'}, angry: '[unreadable: no]', big: '100000000000000000000', at: null});
		expect(lines[0]?.length).toBeLessThan(12_000);
	});
});
