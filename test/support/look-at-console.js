// Bundles the console over a world in memory and opens it: node test/support/look-at-console.js
// CONFLICTS=1000000 makes the list long, READ_ONLY=1 and ENVIRONMENT=staging change what their names say.
import {spawnSync} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {build} from 'esbuild';

const root = join(import.meta.dirname, '../..');
const folder = await mkdtemp(join(tmpdir(), 'parley-look-'));
await build({
	absWorkingDir: root, entryPoints: {console: 'test/support/memory-operations/console-on-memory.ts'}, outdir: folder, outExtension: {'.js': '.mjs'},
	bundle: true, platform: 'node', format: 'esm', target: 'node22.12', jsx: 'automatic',
	alias: {'react-devtools-core': './source/ui/react-devtools-stub.ts', 'widest-line': './source/ui/terminal/widest-line.ts'},
	define: {'process.env.NODE_ENV': '"production"'},
	banner: {js: 'import {createRequire as parleyRequire} from "node:module"; const require = parleyRequire(import.meta.url);'},
});
const {status} = spawnSync(process.execPath, [join(folder, 'console.mjs')], {stdio: 'inherit'});
await rm(folder, {recursive: true});
process.exitCode = status ?? 1;
