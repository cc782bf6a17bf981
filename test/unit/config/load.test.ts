import {describe, expect, test} from 'vitest';
import {loadConfig, type ConfigSources} from '../../../source/config/load.js';
import {AppError} from '../../../source/errors/app-error.js';

const load = (sources: Partial<ConfigSources> = {}) => loadConfig({env: {}, home: '/home/ada', readFile: () => undefined, ...sources});
const withFile = (value: unknown, env: ConfigSources['env'] = {}) => load({env, readFile: () => (typeof value === 'string' ? value : JSON.stringify(value))});

function problemOf(work: () => unknown): AppError {
	try {
		work();
	} catch (error) {
		if (error instanceof AppError) return error;
		throw error;
	}
	throw new Error('Nothing was refused.');
}

describe('where settings come from', () => {
	test('an empty world gives the defaults', () => {
		expect(load()).toEqual({
			databaseUrl: undefined,
			dataHome: '/home/ada/.local/share/parley',
			environment: undefined,
			isProduction: false,
			logLevel: 'info',
			isReadOnly: false,
			theme: 'ansi',
			isSpoken: false,
			file: {path: '/home/ada/.config/parley/config.json', isPresent: false},
			terminal: {isColorless: false, name: undefined, sshConnection: undefined, multiplexer: undefined},
			hotkeys: {},
			programs: {editor: 'vi', pager: 'less'},
			systemd: {notifySocket: undefined, watchdogMs: undefined},
		});
	});

	test('hotkeys are an object in the file, and its text in the environment', () => {
		expect(withFile({hotkeys: {f5: 'sync Tenable.io'}}).hotkeys).toEqual({f5: 'sync Tenable.io'});
		expect(withFile({}, {PARLEY_HOTKEYS: '{"alt-p": "plans"}'}).hotkeys).toEqual({'alt-p': 'plans'});
		for (const hotkeys of [{f5: ''}, {'a b': 'plans'}, {f5: 1}, ['plans'], 'plans']) expect(() => withFile({hotkeys})).toThrow(/hotkeys.*is not an object of keys and commands/);
	});

	test('an editor and a pager of a person\'s own win, VISUAL over EDITOR', () => {
		expect(load({env: {HOME: '/home/ada', EDITOR: 'ed', PAGER: 'more'}}).programs).toEqual({editor: 'ed', pager: 'more'});
		expect(load({env: {HOME: '/home/ada', EDITOR: 'ed', VISUAL: 'emacs -nw', PAGER: ''}}).programs).toEqual({editor: 'emacs -nw', pager: 'less'});
	});

	test('the command line wins over the environment, the environment over the file, the file over the default', () => {
		const file = {logLevel: 'debug', environment: 'file', readOnly: true};
		const env = {PARLEY_LOG_LEVEL: 'warn', PARLEY_ENVIRONMENT: 'env'};
		const config = load({env, overrides: {logLevel: 'error'}, readFile: () => JSON.stringify(file)});
		expect([config.logLevel, config.environment, config.isReadOnly]).toEqual(['error', 'env', true]);
	});

	test('a variable that is set to nothing counts as not set', () => {
		expect(withFile({environment: 'lab'}, {PARLEY_ENVIRONMENT: '', DATABASE_URL: '', NO_COLOR: ''})).toMatchObject({
			environment: 'lab', databaseUrl: undefined, terminal: {isColorless: false},
		});
	});

	test('the XDG folders are used when they are absolute, and ignored when they are not', () => {
		const read: string[] = [];
		const config = load({env: {XDG_DATA_HOME: '/data', XDG_CONFIG_HOME: '/etc/xdg'}, readFile: path => void read.push(path)});
		expect([config.dataHome, ...read]).toEqual(['/data/parley', '/etc/xdg/parley/config.json']);
		expect(load({env: {XDG_DATA_HOME: 'data'}}).dataHome).toBe('/home/ada/.local/share/parley');
		expect(load({env: {HOME: '/root', PARLEY_DATA_HOME: '/srv/p'}}).dataHome).toBe('/srv/p');
	});

	test('a database on a socket is named as psql names it', () => {
		const url = 'postgresql://sam@/parley?host=/run/postgresql';
		expect(load({env: {DATABASE_URL: url}}).databaseUrl?.reveal()).toBe(url);
	});

	test('the terminal and systemd are passed on', () => {
		const env = {NO_COLOR: '1', TERM: 'xterm', SSH_CONNECTION: '10.0.0.1 2 10.0.0.2 22', NOTIFY_SOCKET: '/run/n', WATCHDOG_USEC: '30000000'};
		expect(load({env})).toMatchObject({
			terminal: {isColorless: true, name: 'xterm', sshConnection: '10.0.0.1 2 10.0.0.2 22'},
			systemd: {notifySocket: '/run/n', watchdogMs: 30_000},
		});
		expect(load({env: {...env, WATCHDOG_PID: '1'}}).systemd.watchdogMs).toBeUndefined();
	});
});

describe('what values become', () => {
	test.each([['1', true], ['TRUE', true], ['on', true], ['0', false], ['no', false]])('PARLEY_READ_ONLY=%s', (text, expected) => {
		expect(load({env: {PARLEY_READ_ONLY: text}}).isReadOnly).toBe(expected);
	});

	test.each([['production', true], ['PROD', true], ['preprod', false], ['', false]])('the environment "%s" is production: %s', (text, expected) => {
		expect(load({env: {PARLEY_ENVIRONMENT: text}}).isProduction).toBe(expected);
	});

	test('a database URL is a secret: it prints as ***, and a socket address is fine', () => {
		const {databaseUrl} = load({env: {DATABASE_URL: 'postgresql://ada:hunter22@db/parley?host=/run/postgresql'}});
		expect(JSON.stringify({databaseUrl})).toBe('{"databaseUrl":"***"}');
		expect(databaseUrl?.reveal()).toContain('hunter22');
		expect(load({env: {DATABASE_URL: 'postgres:///parley?host=/tmp'}}).databaseUrl).toBeDefined();
		expect(load({env: {DATABASE_URL: 'postgresql://ada@/parley?host=/tmp'}}).databaseUrl).toBeDefined();
	});
});

describe('what is refused', () => {
	test.each([
		['a log level', {PARLEY_LOG_LEVEL: 'loud'}, 'PARLEY_LOG_LEVEL "loud" from the environment is not one of debug, info, warn, error'],
		['a flag', {PARLEY_READ_ONLY: 'perhaps'}, 'PARLEY_READ_ONLY "perhaps" from the environment is not one of 1, true'],
		['a folder', {PARLEY_DATA_HOME: 'data'}, 'PARLEY_DATA_HOME "data" from the environment is not an absolute path'],
		['a label', {PARLEY_ENVIRONMENT: 'x'.repeat(25)}, 'is not a label of at most 24 characters'],
		['a typing error', {PARLEY_LOGLEVEL: 'info'}, 'unknown variable PARLEY_LOGLEVEL in the environment (did you mean PARLEY_LOG_LEVEL?)'],
		['a stranger', {PARLEY_COLOUR_OF_THE_SKY: 'blue'}, 'unknown variable PARLEY_COLOUR_OF_THE_SKY in the environment.'],
	])('%s', (_, env, text) => {
		expect(problemOf(() => load({env}))).toMatchObject({code: 'CONFIG_INVALID', message: expect.stringContaining(text)});
	});

	test('a wrong database URL, without repeating it', () => {
		const {message} = problemOf(() => load({env: {DATABASE_URL: 'mysql://ada:hunter22@db/parley'}}));
		expect(message).toContain('DATABASE_URL from the environment is not a postgresql:// URL');
		expect(message).not.toContain('hunter22');
	});

	test.each([
		['text that is not JSON, without repeating it', '{"databaseUrl": "postgres://u:hunter22@h/d"', 'is not valid JSON'],
		['a list', [], 'does not hold a JSON object'],
		['an unknown key', {loglevel: 'info'}, 'has an unknown key "loglevel" (did you mean logLevel?)'],
		['a number where a word is due', {logLevel: 7}, '"logLevel" 7 from /home/ada/.config/parley/config.json is not one of'],
		['null', {environment: null}, '"environment" null from'],
	])('a file with %s', (_, file, text) => {
		const {message} = problemOf(() => withFile(file));
		expect(message).toContain(text);
		expect(message).not.toContain('hunter22');
	});

	test('a file that is there and cannot be read', () => {
		const readFile = () => {
			throw new Error('EACCES: permission denied');
		};
		expect(problemOf(() => load({readFile})).message).toContain('config.json cannot be read (EACCES: permission denied)');
	});

	test('all problems at once, also in values that something else overrides', () => {
		const work = () => load({env: {PARLEY_LOG_LEVEL: 'loud', PARLEY_READ_ONLY: 'x'}, overrides: {logLevel: 'info'}, readFile: () => '{"readOnly": 3}'});
		const {message} = problemOf(work);
		expect(message).toMatch(/^The configuration has 3 problems: /);
		expect(message.split('; ')).toHaveLength(3);
	});
});
