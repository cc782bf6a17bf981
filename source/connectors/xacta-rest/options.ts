import type {ConnectorOption} from '../../core/connector.js';
import type {ExternalSystem} from '../../core/external-system.js';
import {findOptionProblem} from '../../core/option-problem.js';
import {Secret} from '../../core/process/secret.js';
import {toCommand} from '../../core/text/to-command.js';
import {AppError} from '../../errors/app-error.js';
import {httpOptions, readOption} from '../http/connection-options.js';
import {isTimeZone} from './date-codec.js';

export const xactaRestOptions: readonly ConnectorOption[] = [
	{name: 'api_key', help: 'API key of the client that Parley is there, sent with every request.', isRequired: true, isSecret: true},
	{name: 'user_uid', help: 'Whom Parley writes for, where the instance asks for it; that user must have allowed it in their profile.', isRequired: false, isSecret: false},
	{name: 'date_zone', help: 'Time zone whose midnight a date is, as "America/New_York": the API tells days as Unix seconds.', isRequired: false, isSecret: false, default: 'UTC'},
	{name: 'concurrent_requests', help: 'How many systems are read at one time, 1 to 8.', isRequired: false, isSecret: false, range: [1, 8], default: '4'},
	...httpOptions,
];

export type XactaRestOptions = {
	readonly apiKey: Secret;
	readonly userUid: string | undefined;
	readonly dateZone: string;
	readonly concurrentRequests: number;
};

/** Throws CONNECTION_CONFIG_INVALID that names every option that is wrong. */
export function parseXactaRestOptions(system: Pick<ExternalSystem, 'systemName' | 'connectionConfig' | 'apiBaseUrl'>): XactaRestOptions {
	const problems: string[] = [];
	const text = (name: string): string => readOption(system.connectionConfig, name) ?? xactaRestOptions.find(option => option.name === name)?.default ?? '';
	const apiKey = text('api_key');
	if (apiKey === '') problems.push('api_key is missing');
	// It travels in a header: anything else was pasted wrongly.
	else if (!/^[\x21-\x7e]+$/.test(apiKey)) problems.push('api_key holds a blank or a sign that no key has');
	const userUid = text('user_uid');
	if (!/^[\x20-\x7e]*$/.test(userUid)) problems.push('user_uid holds a sign that no user has');
	const dateZone = text('date_zone');
	if (!isTimeZone(dateZone)) problems.push(`date_zone "${dateZone}" is no time zone`);
	problems.push(...xactaRestOptions.flatMap(option => findOptionProblem(option, text(option.name)) ?? []));
	const concurrentRequests = Number(text('concurrent_requests'));
	if (/\/api\/?$/.test(system.apiBaseUrl)) problems.push('the address must end before "/api"');
	if (problems.length === 0) return {apiKey: new Secret(apiKey), userUid: userUid === '' ? undefined : userUid, dateZone, concurrentRequests};
	throw new AppError({
		code: 'CONNECTION_CONFIG_INVALID',
		message: `The connection of ${system.systemName} cannot be used: ${problems.join('; ')}.`,
		nextStep: `Set it as docs/connectors/xacta-rest.md says (${toCommand('systems edit', system.systemName, '--set OPTION=VALUE')}), then: ${toCommand('systems test', system.systemName)}`,
	});
}
