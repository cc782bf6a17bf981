export const roles = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Who asks: the user of the operating system, as found in `users`; the daemon acts as "parley". */
export type Actor = {
	/** `users.id`; undefined for the daemon and for a person whom `users` does not know. */
	readonly userId: number | undefined;
	readonly username: string;
	readonly role: Role;
	/** Why somebody whom `users` knows may only look, whatever it says of the role. */
	readonly restriction?: 'account_not_active' | 'role_unknown';
	/** Nobody is an admin, so nobody can be asked for a role. */
	readonly isAdminMissing?: boolean;
};

export const hasRole = ({role}: Pick<Actor, 'role'>, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);

/** As a sentence says it: "a viewer", "an operator". */
export const nameRole = (role: Role): string => (role === 'viewer' ? 'a viewer' : `an ${role}`);
