import type {Verification} from './verification.js';

export const auditChainHolds: Verification = {
	name: 'audit-chain-holds', invariants: ['I13'], isDeep: true,
	meaning: 'No audit event was changed, removed or put in.',
	remedy: 'Somebody changed the audit trail: keep the database as it is, and compare it with a backup ("parley audit verify").',
	sql: `select 'audit event ' || first_broken as subject, 'breaks the chain of ' || events || ' events' as detail from audit_verify() where first_broken is not null`,
};
