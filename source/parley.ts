#!/usr/bin/env node
// The command itself. It is written so that a Node too old for the rest can still read it and say so.
import {join} from 'node:path';
import {keepCompiledCode} from './composition/keep-compiled-code.js';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 12)) {
	process.stderr.write(
		`✖ Parley needs Node 22.12 or newer; this is ${process.versions.node}.\n` +
			'  Next: put a newer Node first on the PATH. In a checkout, "npm ci" brings one: run "npm run demo" or "npx parley".\n',
	);
	process.exitCode = 3;
} else {
	keepCompiledCode({env: process.env, program: join(import.meta.dirname, 'cli.js')});
	const {main} = await import('./cli.js');
	process.exitCode = await main(process.argv.slice(2));
}
