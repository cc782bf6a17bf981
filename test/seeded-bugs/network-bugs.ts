import type {SeededBug} from './seeded-bug.js';

const httpClient = 'integration/connectors/http/http-client';

/** On the way to the other side, and in what is kept of it. */
export const networkBugs: readonly SeededBug[] = [
	{
		name: 'repeat a POST blindly',
		harm: 'A write whose answer was lost is sent again and takes effect twice.',
		file: 'source/connectors/http/retry-decision.ts',
		text: `case 'network': return !isForPerson(failure.reason) && (isRepeatable || !failure.wasSent);`,
		replacement: `case 'network': return !isForPerson(failure.reason);`,
		proof: {file: httpClient, tests: ['N10, N16: connections that break > a POST that may have arrived is not']},
	},
	{
		name: 'follow a redirect',
		harm: 'The keys go to whatever address an answer names.',
		file: 'source/connectors/http/exchange.ts',
		text: 'return transport.fetch({request: progress.request, signal, limits});',
		replacement: `const answer = await transport.fetch({request: progress.request, signal, limits});
				const target = answer.headers.get('location');
				return target === null ? answer : transport.fetch({request: new Request(target, progress.request), signal, limits});`,
		proof: {file: httpClient, tests: ['N13: redirects > a 302 is an error, and the other place never sees the keys']},
	},
	{
		name: 'retry budget ignored',
		harm: 'A service that is down gets several times its usual load from us.',
		file: 'source/connectors/http/http-client.ts',
		text: 'return decision.isPause || budget.spend() ? decision.delayMs : undefined;',
		replacement: 'return decision.delayMs;',
		proof: {file: httpClient, tests: ['N3: a service that fails > retries stay within a tenth of the calls once the reserve is used up']},
	},
	{
		name: 'go on after a 401',
		harm: 'Each further try with refused keys is a step towards a locked account.',
		file: 'source/connectors/http/http-client.ts',
		text: `if (error.code === 'EXTERNAL_AUTHENTICATION_FAILED') refused = error;`,
		replacement: '',
		proof: {file: httpClient, tests: ['N4: refused credentials > stop the client: nothing more is sent after the first 401']},
	},
	{
		name: 'sign in as often as it is refused',
		harm: 'A password that is not accepted is tried until the account is locked.',
		file: 'source/connectors/http/http-client.ts',
		text: ' && !isRenewed)',
		replacement: ')',
		proof: {file: 'integration/connectors/http/authentication', tests: ['a session > that is refused although it is new is a clear failure, and nothing more is sent']},
		hangs: true,
	},
	{
		name: 'any type of answer is an answer',
		harm: 'A login page is read where records are due, and everything seems to have vanished.',
		file: 'source/connectors/http/exchange.ts',
		text: 'await checkAnswer(response, {mediaTypes: reader.mediaTypes, mask, now: clock.now()});',
		replacement: `await checkAnswer(response, {mediaTypes: [], mask, now: clock.now()});
		if (response.headers.get('content-type')?.includes('html')) return (await reader.read([Buffer.from('[]')])).value;`,
		proof: {file: httpClient, tests: ['N5, N6, N7: answers that are not what they should be > an HTML login page is never an empty list']},
	},
	{
		name: 'Retry-After believed whatever it says',
		harm: 'One absurd header stops a system for thirty years.',
		file: 'source/connectors/http/retry-after.ts',
		text: 'Math.min(Math.max(ms, 0), longestMs)',
		replacement: 'Math.max(ms, 0)',
		proof: {file: 'unit/connectors/http/retry-after', tests: ['Retry-After > whatever is sent, the wait is within an hour']},
	},
	{
		name: 'circuit breaker per process',
		harm: 'Each process finds out anew, by its own failures, that a service is down.',
		file: 'source/connectors/http/circuit-gate.ts',
		text: 'const store = context.circuit ?? createOwnStore();',
		replacement: 'const store = createOwnStore();',
		proof: {file: httpClient, tests: ['N3: a service that fails > the circuit is shared: what one process found out, another one heeds']},
	},
	{
		name: 'mask by name, not by value',
		harm: 'A key that stands anywhere but under its own name is in the log for everyone to read.',
		file: 'source/core/text/mask.ts',
		text: `return pattern === undefined ? text : text.replace(pattern, '***');`,
		replacement: String.raw`return pattern === undefined ? text : text.replaceAll(/("(?:authorization|x-apikeys|password|token|secret)":\s*)"[^"]*"/gi, '$1"***"');`,
		proof: {file: 'unit/logging/create-logger', tests: ['a secret reaches the log in no shape > URL']},
	},
	{
		name: 'limiter per process',
		harm: 'Four processes send four times what one may, and all of them are locked out.',
		file: 'source/composition/create-connect.ts',
		text: 'const {traffic, apiCalls} = database.stores;',
		replacement: `const {traffic: shared, apiCalls} = database.stores;
	let used = 0;
	const startedMs = Date.now();
	const traffic = {...shared, takeToken: (_id: number, {requestsPerMinute, burstCapacity}: typeof system.rateLimit) => {
		const isGranted = used < burstCapacity + (Date.now() - startedMs) * requestsPerMinute / 60_000;
		used += isGranted ? 1 : 0;
		return Promise.resolve({isGranted, waitMs: 10});
	}};`,
		proof: {file: 'integration/connectors/http/shared-limit', tests: ['N1: four processes with one limit > send no more together than one alone may']},
	},
];
