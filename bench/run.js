// npm run bench -- <suite> [--quick]: bundles the suite, its workers and the program, and runs the suite on two cores.
import {spawn, spawnSync} from 'node:child_process';
import {mkdir, mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {build} from 'esbuild';
import {programOptions} from '../esbuild.options.js';

const root = join(import.meta.dirname, '..');
const namesIn = async folder => (await readdir(join(import.meta.dirname, folder))).map(file => file.replace(/\.ts$/, ''));
const suites = await namesIn('suites');
const [suite, ...flags] = process.argv.slice(2);
if (suite === undefined || !suites.includes(suite) || flags.some(flag => flag !== '--quick')) {
	console.error(`Usage: npm run bench -- ${suites.join('|')} [--quick]`);
	process.exit(2);
}

// Below node_modules, so that the bundles find the packages that stay outside of them; no link of anybody's points there.
const cache = join(root, 'node_modules', '.cache');
await mkdir(cache, {recursive: true});
const folder = await mkdtemp(join(cache, 'parley-bench-'));
try {
	await bundle(folder);
	process.exitCode = await run(folder);
} finally {
	await rm(folder, {recursive: true, force: true});
}

/** The program as esbuild.config.js makes it, and beside it the suite and the workers, each a file of its own. */
async function bundle(outdir) {
	const {version} = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
	const options = programOptions({version});
	await build({...options, entryPoints: {parley: 'source/parley.ts', cli: 'source/cli.ts'}, outdir});
	const workers = await namesIn('workers');
	await build({
		...options,
		entryPoints: {suite: `bench/suites/${suite}.ts`, ...Object.fromEntries(workers.map(name => [name, `bench/workers/${name}.ts`]))},
		outdir,
		external: [...options.external, '@lydell/node-pty', '@xterm/headless'],
	});
	// As beside dist/: without it, Node reads each file to find out what it is.
	await writeFile(join(outdir, 'package.json'), '{"type": "module"}');
}

/** The bars are for two cores: on a larger machine everything, the database included, is held to two of them. */
async function run(outdir) {
	const node = [process.execPath, join(outdir, 'suite.js'), ...flags];
	const isPinned = availableParallelism() > 2 && spawnSync('taskset', ['-c', '0,1', 'true']).status === 0;
	const [command, ...args] = isPinned ? ['taskset', '-c', '0,1', ...node] : node;
	if (availableParallelism() > 2 && !isPinned) console.log(`Note: ${availableParallelism()} cores are in use; the bars are for two.`);
	const child = spawn(command, args, {stdio: 'inherit', env: {...process.env, PARLEY_BENCH_BUNDLE: outdir, PARLEY_BENCH_RESULTS: join(import.meta.dirname, 'results')}});
	// The terminal sends Ctrl-C to the child as well, which then puts its things away.
	process.on('SIGINT', () => {});
	process.on('SIGTERM', () => child.kill('SIGTERM'));
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', code => resolve(code ?? 1));
	});
}
