import type {Actor} from '../core/actor.js';

/** Who is on record where nobody asked for something: a run found it. */
export const engineActor: Actor = {userId: undefined, username: 'parley', role: 'operator'};
