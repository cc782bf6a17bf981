import {refuse} from '../http/envelope.js';
import type {Call, Instance} from '../instance.js';
import {readSystems, type SystemRow} from '../state/queries.js';

/** A number in a path; what is none is 400. */
export function numberOf({params}: Pick<Call, 'params'>, name: string): number {
	const number = Number(params[name]);
	return Number.isSafeInteger(number) && number >= 0 ? number : refuse(400, `${name} must be an integer`);
}

/** The system that the path names; 404 for one that is not there. */
export async function findSystem({pool}: Instance, call: Call): Promise<SystemRow> {
	const number = numberOf(call, 'systemId');
	const [system] = await readSystems(pool, number);
	return system ?? refuse(404, `System ${number} was not found`);
}
