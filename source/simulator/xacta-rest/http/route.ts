import type {Answer} from '../../http/answer.js';
import type {Call} from '../instance.js';

export type Route = {
	readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** "/api/systems/:systemId/poams" */
	readonly path: string;
	readonly handle: (call: Call) => Answer | Promise<Answer>;
};
