import type {Server} from './server.js';
import type {Simulator} from './simulator.js';

type Row = {readonly external_id: string; readonly severity: number};

/** Lets a person at Tenable give one finding in `every` another severity; `turn` chooses which. Gives how many that were. */
export async function changeFindings(server: Server, simulator: Simulator, database: string, {every, turn}: {readonly every: number; readonly turn: number}): Promise<number> {
	const rows = await server.query<Row>(database, `
		select l.external_id, t.severity from sync_links l join ingestion_vulnerabilities t on t.id = l.internal_id
		where l.entity_type = 'vulnerability' and l.id % $1 = $2 order by l.id`, [every, turn]);
	const edits = rows.map(({external_id, severity}) => {
		const [asset = '', plugin, port, protocol] = external_id.split(':');
		return {action: 'finding', asset, plugin: Number(plugin), port: Number(port), protocol, severity: (severity + 1) % 5};
	});
	for (let from = 0; from < edits.length; from += 500) await simulator.call('POST', '/_simulator/edits', edits.slice(from, from + 500));
	return edits.length;
}
