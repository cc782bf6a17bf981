import {engineBugs} from './engine-bugs.js';
import {networkBugs} from './network-bugs.js';
import {outboundBugs} from './outbound-bugs.js';
import type {SeededBug} from './seeded-bug.js';
import {surroundingBugs} from './surrounding-bugs.js';
import {tenableBugs} from './tenable-bugs.js';
import {verdictBugs} from './verdict-bugs.js';

/** Every one of them has to be caught. */
export const seededBugs: readonly SeededBug[] = [...networkBugs, ...tenableBugs, ...engineBugs, ...outboundBugs, ...verdictBugs, ...surroundingBugs];
