import type {Actor} from '../actor.js';

/** Where nobody can be asked for a role: who can give one, and the statement that makes the asking person the first admin. */
export function describeFirstAdmin({userId, username}: Pick<Actor, 'userId' | 'username'>): string {
	const name = `'${username.replaceAll(`'`, `''`)}'`;
	const statement = userId === undefined
		? `insert into users (username, role, status) values (${name}, 'admin', 'active')`
		: `update users set role = 'admin', status = 'active' where username = ${name}`;
	return `Nobody is an admin yet. Whoever owns the database makes the first one, such as by: ${statement}`;
}
