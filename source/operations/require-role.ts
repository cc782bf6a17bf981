import {hasRole, nameRole, roles, type Actor, type Role} from '../core/actor.js';
import {describeFirstAdmin} from '../core/text/describe-first-admin.js';
import {AppError} from '../errors/app-error.js';
import type {OperationContext} from './context.js';

type Asking = Pick<OperationContext, 'actor' | 'isReadOnly'>;

/** @throws PERMISSION_DENIED unless the actor has the role or a higher one; `what` completes "may not …". */
export function requireRole({actor}: Asking, needed: Role, what: string): void {
	if (hasRole(actor, needed)) return;
	throw new AppError({
		code: 'PERMISSION_DENIED',
		message: `${actor.username} is ${nameRole(actor.role)} and may not ${what}; that takes ${nameRole(needed)}.`,
		nextStep: whatToAsk(actor, needed),
	});
}

/** What stands in the way is told as it is in the table: to give a role to an account that is not active would not help. */
function whatToAsk(actor: Actor, needed: Role): string {
	if (actor.isAdminMissing === true) return describeFirstAdmin(actor);
	const {username, restriction} = actor;
	if (restriction === 'account_not_active') return `The account of ${username} is not active: ask an admin to make its status "active" in the table users.`;
	if (restriction === 'role_unknown') return `The role of ${username} in the table users is none of ${roles.join(', ')}: ask an admin to make it "${needed}".`;
	return `Ask an admin to give ${username} the role "${needed}" in the table users.`;
}

/** The same for what modifies something: a read-only Parley refuses it to everyone. */
export function requireChange(asking: Asking, needed: Role, what: string): void {
	if (asking.isReadOnly) {
		throw new AppError({
			code: 'PERMISSION_DENIED',
			message: `This Parley is read-only: it may not ${what}.`,
			nextStep: 'Start it again without --read-only, PARLEY_READ_ONLY or "readOnly" in the configuration file.',
		});
	}
	requireRole(asking, needed, what);
}
