import type {JsonValue} from '../../../core/json.js';
import {parseFaultRules, type FaultDesk} from '../../faults/fault-desk.js';
import {json, type Answer} from '../../http/answer.js';
import {failure} from '../http/envelope.js';
import type {RequestReport} from '../http/request-ledger.js';

export type AdminParts = {readonly faults: FaultDesk; readonly report: () => RequestReport};

/** The simulator's own doors, for tests in other processes. Nothing of this exists in a real instance. */
export function createAdmin({faults, report}: AdminParts): (method: string, path: string, body: Buffer) => Answer {
	return (method, path, body) => {
		switch (`${method} ${path}`) {
			case 'GET /_simulator/ledger': return json(report());
			case 'GET /_simulator/faults': return json({faults: faults.report()});
			case 'DELETE /_simulator/faults':
				faults.set([]);
				return json({rules: 0});
			case 'POST /_simulator/faults': {
				const rules = parseFaultRules(parse(body));
				if (typeof rules === 'string') return failure(400, rules);
				faults.set(rules);
				return json({rules: rules.length});
			}
			default: return failure(404, 'The simulator has no such door');
		}
	};
}

function parse(body: Buffer): JsonValue | undefined {
	try {
		return JSON.parse(body.toString('utf8')) as JsonValue;
	} catch {
		return undefined; // What it should have been is told.
	}
}
