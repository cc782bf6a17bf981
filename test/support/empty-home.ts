import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll} from 'vitest';

/** A home without a configuration, for all daemons of one test file. It is removed at the end, with what they leave there. */
export const emptyHome = mkdtempSync(join(tmpdir(), 'parley-home-'));
afterAll(() => rmSync(emptyHome, {recursive: true, force: true}));
