import {isJsonObject, type JsonObject, type JsonValue} from '../../../core/json.js';
import {parseFaultRules, type FaultDesk} from '../../faults/fault-desk.js';
import {json} from '../../http/answer.js';
import {refuse, serviceError} from '../http/refusals.js';
import type {KeyPair} from '../http/auth.js';
import type {Call, Route} from '../http/router.js';
import {applyEdit, parseEdit, type Edit} from '../edit.js';
import {inventEdits} from '../people.js';
import type {LedgerReport} from '../ledger.js';
import type {AppliedEffect} from '../state/effect.js';
import type {Tenant} from '../state/tenant.js';

export type AdminReport = LedgerReport & {readonly effects: readonly AppliedEffect[]; readonly faults: ReturnType<FaultDesk['report']>};

export type AdminParts = {
	readonly tenant: Tenant;
	readonly faults: FaultDesk;
	readonly report: () => AdminReport;
	readonly rotateKeys: () => KeyPair;
};

/** The simulator's own doors, for tests in other processes. Nothing of this exists at Tenable, and none of it is in the ledger. */
export function adminRoutes({tenant, faults, report, rotateKeys}: AdminParts): readonly Route[] {
	const route = (method: Route['method'], path: string, handle: Route['handle']): Route => ({method, path: `/_simulator${path}`, permissions: 0, handle});
	return [
		route('GET', '', () => json({organization: {seed: tenant.organization.seed, now: tenant.organization.now, ...tenant.organization.counts}, settings: tenant.settings})),
		route('GET', '/ledger', () => json(report())),
		route('GET', '/faults', () => json({faults: faults.report()})),
		route('POST', '/faults', ({body}) => {
			const rules = parseFaultRules(body);
			if (typeof rules === 'string') return serviceError(400, rules);
			faults.set(rules);
			return json({rules: rules.length});
		}),
		route('DELETE', '/faults', () => {
			faults.set([]);
			return json({rules: 0});
		}),
		route('POST', '/edits', call => json({edits: editsOf(tenant, call).map(edit => carryOut(tenant, edit))})),
		route('POST', '/keys', () => json(rotateKeys())),
	];
}

/** A list of edits, or `{"people": 40, "seed": 7}` for so many invented ones. All are read before the first is carried out. */
function editsOf(tenant: Tenant, {body}: Call): readonly Edit[] {
	if (isJsonObject(body)) {
		const {people, seed = 1}: JsonObject = body;
		if (typeof people !== 'number' || typeof seed !== 'number') return refuse(serviceError(400, 'Send a list of edits, or {"people": 40, "seed": 7}.'));
		return inventEdits(tenant, people, seed);
	}
	if (!Array.isArray(body)) return refuse(serviceError(400, 'Send a list of edits, or {"people": 40, "seed": 7}.'));
	return (body as readonly JsonValue[]).map(item => {
		const edit = parseEdit(item);
		return typeof edit === 'string' ? refuse(serviceError(400, edit)) : edit;
	});
}

function carryOut(tenant: Tenant, edit: Edit): Edit {
	try {
		applyEdit(tenant, edit);
		return edit;
	} catch (error) {
		if (error instanceof RangeError) return refuse(serviceError(400, error.message));
		throw error;
	}
}
