import type {ConnectorContext} from '../../core/connector.js';
import {createAnonymousAuthentication, createBearerAuthentication, createHeaderAuthentication} from '../http/authentication.js';
import {json} from '../http/body-reader.js';
import {readTransportOptions} from '../http/connection-options.js';
import {createHttpClient, type HttpClient} from '../http/http-client.js';
import {createSessionAuthentication} from '../http/session-authentication.js';
import {createTransport} from '../http/transport.js';
import {toUserAgent} from '../http/user-agent.js';
import type {TenableLogin, TenableOptions} from './options.js';
import {parseToken} from './wire.js';

/** The client of one Tenable, which proves who it is as the options say. */
export function createTenableHttp(context: ConnectorContext, {login, userAgent}: TenableOptions): HttpClient {
	const {connectionConfig, systemName} = context.system;
	const shared = {context, transport: createTransport(readTransportOptions(connectionConfig, systemName)), userAgent: userAgent ?? toUserAgent(context.version)};
	switch (login.kind) {
		case 'api_keys': {
			const [accessKey, secretKey] = [login.accessKey.reveal(), login.secretKey.reveal()];
			const authentication = createHeaderAuthentication({'x-apikeys': `accessKey=${accessKey}; secretKey=${secretKey};`}, [accessKey, secretKey]);
			return createHttpClient({...shared, authentication, credentialOptions: ['access_key', 'secret_key']});
		}

		case 'bearer': return createHttpClient({...shared, authentication: createBearerAuthentication(login.token.reveal()), credentialOptions: ['bearer_token']});
		case 'session': return createSessionClient(shared, login);
	}
}

type Shared = Pick<Parameters<typeof createHttpClient>[0], 'context' | 'transport' | 'userAgent'>;

/** Signs in by `POST /session`; the token then travels in a header of its own. When it ends is not told, only by a 401. */
function createSessionClient(shared: Shared, {username, password: secret}: Extract<TenableLogin, {kind: 'session'}>): HttpClient {
	const {clock, learnSecret = () => undefined} = shared.context;
	const password = secret.reveal();
	const authentication = createSessionAuthentication({
		clock, learnSecret, secrets: [password],
		toHeaders: token => ({'x-cookie': `token=${token}`}),
		async signIn({signal, isForced, learn}) {
			const reader = json(body => {
				const token = parseToken(body);
				// Before the answer is kept as a call.
				learn(token);
				return token;
			});
			const {value: token} = await anonymous.send({method: 'POST', path: 'session', json: {username, password}, isRepeatable: true, isForced, purpose: 'sign in', reader, signal});
			return {token, expiresAt: undefined};
		},
	});
	const credentialOptions = ['username', 'password'];
	const anonymous = createHttpClient({...shared, authentication: createAnonymousAuthentication(authentication.secrets), credentialOptions});
	const client = createHttpClient({...shared, authentication, credentialOptions});
	return {
		send: client.send,
		close() {
			authentication.close();
			client.close();
		},
	};
}
