import {roles, type Actor} from '../../core/actor.js';
import type {UserStore} from '../../core/stores/user-store.js';
import type {SqlExecutor} from '../executor.js';

type UserRow = {readonly id: number; readonly username: string; readonly role: string | null; readonly status: string | null};

const selectUser = 'select id, username, role, status from users where username = $1';

export function createUserStore(sql: SqlExecutor): UserStore {
	const find = async (username: string): Promise<Actor | undefined> => {
		const [row] = await sql.query<UserRow>(selectUser, [username]);
		return row === undefined ? undefined : parseActor(row);
	};
	return {
		find,
		hasAdmin: async () => {
			const [row] = await sql.query<{has: boolean}>(
				`select exists (select from users where lower(role) = 'admin' and (status is null or lower(status) = 'active')) as has`);
			return row?.has ?? false;
		},
		ensure: async (username, role) => {
			await sql.query(
				`insert into users (username, auth_method, role, status) values ($1, 'os', $2, 'active') on conflict (username) do nothing`,
				[username, role]);
			return (await find(username)) ?? {userId: undefined, username, role};
		},
	};
}

/** Other programs write `users` too. A role that Parley does not know, and an account that is not active, may only look. */
function parseActor(row: UserRow): Actor {
	const isActive = row.status === null || row.status.toLowerCase() === 'active';
	const role = roles.find(known => known === row.role?.toLowerCase());
	const known = {userId: row.id, username: row.username};
	if (!isActive) return {...known, role: 'viewer', restriction: 'account_not_active'};
	return role === undefined ? {...known, role: 'viewer', restriction: 'role_unknown'} : {...known, role};
}
