import type {InvariantCheck} from '../../../core/invariant.js';

/** A check with the statement that finds what breaks it: rows of `subject` and `detail`, both text, in any order. */
export type Verification = InvariantCheck & {readonly sql: string};
