import {toServer, type EmbeddedServer} from './embedded-server.js';
import {findLayout, type EmbeddedOptions} from './find-layout.js';
import {knock} from './presence.js';

/** The running server, or undefined; starts nothing. */
export async function findEmbeddedServer(options: EmbeddedOptions): Promise<EmbeddedServer | undefined> {
	const layout = await findLayout(options);
	const answer = await knock(layout);
	return answer.kind === 'present' ? toServer(layout, answer.presence) : undefined;
}
