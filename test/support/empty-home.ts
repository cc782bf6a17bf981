import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';

/** A home without a configuration, for all processes that this test file starts. It is removed with what they leave there. */
export const emptyHome = mkdtempSync(join(tmpdir(), 'parley-home-'));
process.once('exit', () => rmSync(emptyHome, {recursive: true, force: true}));
