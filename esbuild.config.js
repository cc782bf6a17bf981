// Bundles the program into dist/: a bundled Ink program paints its first frame in half the time.
import {chmod, mkdtemp, readFile, rename, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {build} from 'esbuild';
import {programOptions} from './esbuild.options.js';

const quiet = process.argv.includes('--quiet');
const {version} = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));

// Built beside and then put in place: whoever starts the program meanwhile finds the old one or the new one, whole.
const folder = join(import.meta.dirname, 'dist');
const fresh = await mkdtemp(join(import.meta.dirname, '.dist-'));
const result = await build({
	...programOptions({version}),
	entryPoints: {parley: 'source/parley.ts', cli: 'source/cli.ts', 'sequelize-cli': 'source/database/sequelize-cli.ts'},
	outdir: fresh,
	metafile: true,
});
await chmod(fresh, 0o755); // A temporary folder is its owner's alone; the program is for everybody.
await chmod(join(fresh, 'parley.js'), 0o755); // npm does so once, when it links the command, and not again after a later build.
await rm(folder, {recursive: true, force: true});
await rename(fresh, folder);
if (!quiet) {
	const bytes = Object.values(result.metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
	console.log(`dist: ${Object.keys(result.metafile.outputs).length} files, ${Math.round(bytes / 1024)} kB`);
}
