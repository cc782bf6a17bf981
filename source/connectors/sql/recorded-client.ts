import type {ConnectorContext} from '../../core/connector.js';
import type {SqlClient} from './sql-client.js';
import {findSqlState} from './sql-errors.js';
import type {SqlRow, SqlStatement} from './statement.js';

type RecorderContext = Pick<ConnectorContext, 'clock' | 'recordCall' | 'takeToken'>;

/**
 * Keeps every statement as a call (its text, never its values) and asks the rate limit for leave. All tokens of a
 * transaction are taken before it begins: nobody's rows are locked while we wait for our own limit.
 */
export function createRecordedClient(inner: SqlClient, address: string, context: RecorderContext): SqlClient {
	const {clock, recordCall, takeToken} = context;
	const run = async (statement: SqlStatement, send: () => Promise<readonly SqlRow[]>): Promise<readonly SqlRow[]> => {
		const calledAt = clock.now();
		const call = {method: statement.verb, endpoint: statement.table, requestBody: {sql: statement.text, values: statement.values.length}, calledAt};
		const responseTimeMs = () => clock.now().getTime() - calledAt.getTime();
		try {
			const rows = await send();
			recordCall({...call, responseBody: {rows: rows.length}, responseTimeMs: responseTimeMs()});
			return rows;
		} catch (error) {
			recordCall({...call, errorMessage: toErrorMessage(error), responseTimeMs: responseTimeMs()});
			throw error;
		}
	};
	return {
		...inner,
		transact: async (request, work) => {
			for (let taken = 0; taken < request.statements; taken++) await takeToken(request.signal);
			const calledAt = clock.now();
			let hasBegun = false;
			try {
				return await inner.transact(request, sql => {
					hasBegun = true;
					return work({run: statement => run(statement, () => sql.run(statement))});
				});
			} catch (error) {
				// Without this a server that cannot be reached would leave no trace among the calls.
				if (!hasBegun && !request.signal.aborted) {
					recordCall({method: 'CONNECT', endpoint: address, errorMessage: toErrorMessage(error), responseTimeMs: clock.now().getTime() - calledAt.getTime(), calledAt});
				}
				throw error;
			}
		},
	};
}

function toErrorMessage(error: unknown): string {
	const state = findSqlState(error);
	const message = error instanceof Error ? error.message : String(error);
	return state === undefined ? message : `${state}: ${message}`;
}
