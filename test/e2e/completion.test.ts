import {execFileSync} from 'node:child_process';
import {access, mkdir, symlink, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {createProgramHome, expectTold, type ProgramHome} from '../support/built-program.js';
import {queryOnce} from '../support/embedded-home.js';
import {hasProgram} from '../support/has-program.js';
import {createTestDatabase, type TestDatabase} from '../support/postgres.js';
import {nodeCommand, parleyFile, startProgram} from '../support/program.js';

let home: ProgramHome;
let database: TestDatabase;
let env: Readonly<Record<string, string>>;
/** `parley` is on the PATH, as after an installation, and somebody has given a system a name that is a trap. */
beforeAll(async () => {
	home = await createProgramHome();
	const bin = join(home.folder, 'bin');
	await mkdir(bin);
	await symlink(parleyFile, join(bin, 'parley'));
	database = await createTestDatabase();
	await queryOnce(database.url, `delete from external_systems; insert into external_systems (system_name, system_type, api_base_url, authentication_method, connection_config)
		values ('Xacta 360', 'xacta', '', 'database', '{}'), ('Xa$(touch trap)', 'tenable', '', 'api_key', '{}'), ('Xb;touch trap', 'tenable', '', 'api_key', '{}')`);
	env = {...home.env, DATABASE_URL: database.url, PATH: `${bin}:${dirname(nodeCommand)}:/usr/local/bin:/usr/bin:/bin`};
	await writeFile(join(home.folder, 'a-file.json'), '');
});
afterAll(async () => {
	await database[Symbol.asyncDispose]();
	await home[Symbol.asyncDispose]();
});

/** What a shell prints that runs these lines. */
const linesOf = (shell: string, args: readonly string[], script: string): readonly string[] =>
	execFileSync(shell, [...args, '-c', script], {env, cwd: home.folder, encoding: 'utf8'}).trim().split('\n');

const cases: ReadonlyArray<{readonly typed: readonly string[]; readonly words: readonly string[]}> = [
	{typed: ['sync', 'r'], words: ['run', 'resume']},
	{typed: ['completion', ''], words: ['bash', 'zsh', 'fish']},
	{typed: ['status', '--c'], words: ['--check']},
	{typed: ['--theme', 'li'], words: ['light']},
	{typed: ['policies', 'set', 'Xacta 360', 'as'], words: ['asset']},
];
const quote = (word: string): string => `'${word}'`;

describe('bash', () => {
	test.each(cases)('completes $typed to $words', ({typed, words}) => {
		const script = `source <(parley completion bash); COMP_WORDS=(parley ${typed.map(quote).join(' ')}); COMP_CWORD=${typed.length}; _parley parley; printf '%s\\n' "\${COMPREPLY[@]}"`;
		expect(linesOf('bash', ['--norc'], script)).toEqual(words);
	});

	const startShell = () => startProgram({command: 'bash', args: ['--norc', '--noprofile', '-i'], env: {...env, PS1: 'ready$ '}, cwd: home.folder});
	const loadCompletion = async (shell: ReturnType<typeof startShell>) => {
		await shell.waitForScreen('ready$');
		shell.type('source <(parley completion bash); echo lo\\aded\r');
		await shell.waitForScreen(/^loaded/m);
	};

	test('completes what is typed at its prompt, and names of files where Parley knows nothing', async () => {
		await using shell = startShell();
		await loadCompletion(shell);
		shell.type('parley confl\t');
		await shell.waitForScreen('parley conflicts');
		shell.type('\u0015parley sync run --entity=vuln\t');
		await shell.waitForScreen('--entity=vulnerability');
		shell.type('\u0015parley mappings import a-f\t');
		await shell.waitForScreen('import a-file.json');
	});

	test('completes the name of a system as a person has begun it, and puts no trap on the line', async () => {
		await using shell = startShell();
		await loadCompletion(shell);
		shell.type('parley systems show X\t');
		await shell.waitForScreen('show Xacta\\ 360');
		shell.type('\u0015parley sync run --system Xacta\\ 3\t');
		await shell.waitForScreen('--system Xacta\\ 360');
		shell.type('\u0015parley sync run --system="Xac\t');
		await shell.waitForScreen('--system="Xacta 360"');
		shell.type('\u0015parley policies show \'Xac\tpo\t');
		await shell.waitForScreen('show \'Xacta 360\' poam');
		shell.type('\u0015echo do\\ne\r');
		await shell.waitForScreen(/^done/m);
		await expect(access(join(home.folder, 'trap'))).rejects.toThrow('ENOENT');
	});
});

describe.skipIf(!hasProgram('zsh'))('zsh', () => {
	test.each(cases)('completes $typed to $words', ({typed, words}) => {
		const script = `compdef() { :; }; compadd() { print -rl -- "\${(@P)2}"; }; source <(parley completion zsh); words=(parley ${typed.map(quote).join(' ')}); CURRENT=${typed.length + 1}; _parley`;
		expect(linesOf('zsh', ['-f'], script)).toEqual(words);
	});
});

describe.skipIf(!hasProgram('fish'))('fish', () => {
	test.each(cases)('completes $typed to $words', ({typed, words}) => {
		const script = `parley completion fish | source; complete -C "parley ${typed.map(word => (word.includes(' ') ? quote(word) : word)).join(' ')}"`;
		expect(linesOf('fish', ['--no-config'], script)).toEqual(expect.arrayContaining([...words]));
	});
});

test('a shell that is not known is refused', async () => {
	expectTold(await home.parley(['completion', 'tcsh']), {exitCode: 2, what: /"tcsh" is none of the shells/, next: /bash, zsh, fish/});
	expectTold(await home.parley(['completion']), {exitCode: 2, what: /name of the shell is missing/, next: /bash, zsh, fish/});
});
