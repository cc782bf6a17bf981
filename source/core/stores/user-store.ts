import type {Actor, Role} from '../actor.js';

export type UserStore = {
	readonly find: (username: string) => Promise<Actor | undefined>;
	/** Adds the user when there is none of that name. */
	readonly ensure: (username: string, role: Role) => Promise<Actor>;
};
