import type {Actor} from './actor.js';

/** Who is on record where nobody asked for something: a schedule began it, a run found it, or one thing followed from another. */
export const engineActor: Actor = {userId: undefined, username: 'parley', role: 'operator'};
