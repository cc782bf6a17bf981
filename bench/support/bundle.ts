import {join} from 'node:path';
import process from 'node:process';

const folder = process.env['PARLEY_BENCH_BUNDLE'] ?? import.meta.dirname;

/** A file of the bundle that run.js made: `parley`, the suite or a worker. */
export const bundled = (name: string): string => join(folder, `${name}.js`);
