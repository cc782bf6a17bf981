import type {Actor, Role} from '../actor.js';

export type UserStore = {
	readonly find: (username: string) => Promise<Actor | undefined>;
	/** Whether anybody's active account is an admin's. */
	readonly hasAdmin: () => Promise<boolean>;
	/** Adds the user when there is none of that name. */
	readonly ensure: (username: string, role: Role) => Promise<Actor>;
};
