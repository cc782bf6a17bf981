import {userInfo} from 'node:os';
import type {Actor} from '../core/actor.js';
import type {UserStore} from '../core/stores/user-store.js';

/**
 * The user of the operating system, as `users` knows it. On the embedded database, which nobody else can reach, the
 * first use makes that person an admin; on a shared one, who is not in `users` may only look.
 */
export async function findActor(users: UserStore, kind: 'embedded' | 'external'): Promise<Actor> {
	const {username} = userInfo();
	const actor = (await users.find(username)) ?? (kind === 'embedded' ? await users.ensure(username, 'admin') : {userId: undefined, username, role: 'viewer' as const});
	return actor.role === 'admin' || (await users.hasAdmin()) ? actor : {...actor, isAdminMissing: true};
}
