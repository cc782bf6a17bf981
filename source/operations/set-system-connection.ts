import {findClosestName} from '../core/text/closest-name.js';
import type {ConnectorOption} from '../core/connector.js';
import type {ExternalSystem} from '../core/external-system.js';
import {findOptionProblem} from '../core/option-problem.js';
import {AppError} from '../errors/app-error.js';
import type {OperationContext} from './context.js';
import {loadSystemDetail, type SystemDetail} from './get-system.js';
import {getSystemRow} from './get-system-row.js';
import {maskConnection} from './mask-connection.js';
import {requireChange} from './require-role.js';

export type SystemConnectionRequest = {
	readonly systemName: string;
	readonly apiBaseUrl?: string;
	/** Tells apart several ways in to one type of system: "database", "rest". Only before the first sync. */
	readonly authenticationMethod?: string;
	/** Values by option name; an empty text counts as not set. Secrets go in here and never come out again. */
	readonly config: Readonly<Record<string, string>>;
};

/** Sets where a system is and how to get in. @throws NOT_FOUND, CONNECTION_CONFIG_INVALID */
export async function setSystemConnection(context: OperationContext, {systemName, apiBaseUrl, authenticationMethod, config}: SystemConnectionRequest): Promise<SystemDetail> {
	requireChange(context, 'admin', 'change the connection of a system');
	return context.database.transact(async stores => {
		const system = await getSystemRow(stores, systemName);
		const isMoved = authenticationMethod !== undefined && authenticationMethod !== system.authenticationMethod;
		if (isMoved) refuseOtherIds(system);
		const options = await context.connectorOptions(isMoved ? {...system, authenticationMethod} : system);
		refuseUnknownOptions(system, options, config);
		refuseBadValues(system, options, config);
		if (apiBaseUrl !== undefined) refuseBadAddress(apiBaseUrl);
		await stores.systems.setConnection(system.id, {...(apiBaseUrl === undefined ? {} : {apiBaseUrl}), ...(isMoved ? {authenticationMethod} : {}), config});
		const changed = await getSystemRow(stores, system.systemName);
		await stores.audit.append(context.actor, {
			action: 'system.connection',
			targetType: 'system',
			targetId: system.systemName,
			before: {apiBaseUrl: system.apiBaseUrl, authenticationMethod: system.authenticationMethod, ...maskConnection(system, options)},
			after: {apiBaseUrl: changed.apiBaseUrl, authenticationMethod: changed.authenticationMethod, ...maskConnection(changed, options)},
			detail: {options: Object.keys(config)},
		});
		return loadSystemDetail(context, stores, changed);
	});
}

/** Each way in has ids of its own: by another one every record would look gone, and come in once more. */
function refuseOtherIds({systemName, authenticationMethod, lastSyncTime}: ExternalSystem): void {
	if (lastSyncTime === null) return;
	throw new AppError({
		code: 'CONNECTION_CONFIG_INVALID',
		message: `${systemName} was synchronized by "${authenticationMethod}", and its records are known by the ids of that way in.`,
		nextStep: 'Keep it, or have a second row made in external_systems for the other way.',
	});
}

function refuseUnknownOptions({systemName}: ExternalSystem, options: readonly ConnectorOption[], config: Readonly<Record<string, string>>): void {
	const names = options.map(option => option.name);
	const unknown = Object.keys(config).find(name => !names.includes(name));
	if (unknown === undefined) return;
	const closest = findClosestName(unknown, names);
	throw new AppError({
		code: 'CONNECTION_CONFIG_INVALID',
		message: `${systemName} has no connection option "${unknown}".`,
		nextStep: closest === undefined ? `Possible are: ${names.join(', ')}.` : `Did you mean "${closest}"? Possible are: ${names.join(', ')}.`,
	});
}

/** Not what only a look at all of them can tell, such as which is missing: options are set one after the other. */
function refuseBadValues({systemName}: ExternalSystem, options: readonly ConnectorOption[], config: Readonly<Record<string, string>>): void {
	const problems = options.flatMap(option => {
		const value = config[option.name] ?? '';
		return value.trim() === '' ? [] : findOptionProblem(option, value) ?? [];
	});
	if (problems.length === 0) return;
	throw new AppError({
		code: 'CONNECTION_CONFIG_INVALID', message: `Nothing of ${systemName} was changed: ${problems.join('; ')}.`,
		nextStep: 'Give another value, or none (--set OPTION=) for the default.',
	});
}

function refuseBadAddress(apiBaseUrl: string): void {
	if (URL.canParse(apiBaseUrl)) {
		const {protocol, username, password} = new URL(apiBaseUrl);
		if (/^https?:$/.test(protocol) && username === '' && password === '') return;
	}
	throw new AppError({
		code: 'CONNECTION_CONFIG_INVALID',
		message: 'The address is not an http or https URL, or holds a user name or password.',
		nextStep: 'Give it as https://host, and set credentials with --set.',
	});
}
