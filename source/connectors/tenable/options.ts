import type {ConnectorOption} from '../../core/connector.js';
import type {ExternalSystem} from '../../core/external-system.js';
import {findOptionProblem} from '../../core/option-problem.js';
import {Secret} from '../../core/process/secret.js';
import {toCommand} from '../../core/text/to-command.js';
import {AppError} from '../../errors/app-error.js';
import {httpOptions, readOption} from '../http/connection-options.js';

export const tenableOptions: readonly ConnectorOption[] = [
	{name: 'authentication', help: 'How Parley proves who it is: api_keys, session (name and password) or bearer (a token, for a gateway that stands before Tenable).', isRequired: false, isSecret: false, choices: ['api_keys', 'session', 'bearer'], default: 'api_keys'},
	{name: 'access_key', help: 'Access key of the Tenable user that Parley acts as. Not needed with another authentication than api_keys.', isRequired: true, isSecret: true},
	{name: 'secret_key', help: 'Secret key of that user. New keys make the old ones invalid. Not needed with another authentication than api_keys.', isRequired: true, isSecret: true},
	{name: 'username', help: 'Name of the Tenable user that Parley acts as; for session.', isRequired: false, isSecret: false},
	{name: 'password', help: 'Password of that user; for session.', isRequired: false, isSecret: true},
	{name: 'bearer_token', help: 'Token of the gateway; for bearer.', isRequired: false, isSecret: true},
	{name: 'tag_categories', help: 'Tag categories that are fields of an asset, separated by commas.', isRequired: false, isSecret: false, default: 'Business Owner,Technical Owner,System,Criticality,Environment'},
	{name: 'custom_attributes', help: 'Custom attributes that are fields of an asset, separated by commas. They take asset_export_version 2.', isRequired: false, isSecret: false},
	{name: 'asset_export_version', help: 'Which asset export is read, 1 or 2. Records and mappings are the same; only 2 shows custom attributes.', isRequired: false, isSecret: false, range: [1, 2], default: '1'},
	{name: 'asset_chunk_size', help: 'Assets in a chunk of an asset export, 100 to 10000.', isRequired: false, isSecret: false, range: [100, 10_000], default: '1000'},
	{name: 'finding_chunk_assets', help: 'Assets whose findings make a chunk of a vulnerability export, 50 to 5000. Small chunks are faster and need less memory.', isRequired: false, isSecret: false, range: [50, 5000], default: '50'},
	{name: 'include_unlicensed', help: 'Whether findings of unlicensed assets are read, true or false.', isRequired: false, isSecret: false, choices: ['true', 'false'], default: 'true'},
	{name: 'overlap_minutes', help: 'How far before the last run a run for changes looks back, because scans are published late. 0 to 1440.', isRequired: false, isSecret: false, range: [0, 1440], default: '10'},
	{name: 'export_deadline_minutes', help: 'How long an export may take from its start before it is cancelled and the run ends as partial. 1 to 1380, because exports expire after a day.', isRequired: false, isSecret: false, range: [1, 1380], default: '720'},
	{name: 'acceptance_days', help: 'How long an accepted, false-positive or recast finding stays so in Tenable, in days; 0 has no end. 0 to 3650.', isRequired: false, isSecret: false, range: [0, 3650], default: '365'},
	{name: 'remediation_scan_template', help: 'UUID of the scan template with which remediated findings are verified. Without it no scan is requested.', isRequired: false, isSecret: false},
	{name: 'user_agent', help: 'User-Agent of all requests, in the form that Tenable asks of integrations.', isRequired: false, isSecret: false},
	...httpOptions,
];

/** How Parley proves to Tenable who it is. */
export type TenableLogin =
	| {readonly kind: 'api_keys'; readonly accessKey: Secret; readonly secretKey: Secret}
	| {readonly kind: 'session'; readonly username: string; readonly password: Secret}
	| {readonly kind: 'bearer'; readonly token: Secret};

/** Tenable's own limit for all attributes together. */
const mostAttributes = 10;

export type TenableOptions = {
	readonly login: TenableLogin;
	readonly tagCategories: readonly string[];
	readonly customAttributes: readonly string[];
	readonly assetExportVersion: 1 | 2;
	readonly assetChunkSize: number;
	readonly findingChunkAssets: number;
	readonly includesUnlicensed: boolean;
	readonly overlapMs: number;
	readonly exportDeadlineMs: number;
	readonly acceptanceDays: number;
	readonly remediationScanTemplate: string | undefined;
	readonly userAgent: string | undefined;
};

/** Throws CONNECTION_CONFIG_INVALID that names every option that is wrong. */
export function parseTenableOptions(system: ExternalSystem): TenableOptions {
	const problems: string[] = [];
	const text = (name: string): string => readOption(system.connectionConfig, name) ?? tenableOptions.find(option => option.name === name)?.default ?? '';
	problems.push(...tenableOptions.flatMap(option => findOptionProblem(option, text(option.name)) ?? []));
	const integer = (name: string): number => Number(text(name));
	const names = (name: string): readonly string[] => [...new Set(text(name).split(',').map(part => part.trim()).filter(part => part !== ''))];
	const customAttributes = names('custom_attributes');
	if (customAttributes.length > mostAttributes) problems.push(`custom_attributes may name ${mostAttributes} at most: Tenable holds no more`);
	const assetExportVersion = integer('asset_export_version') === 2 ? 2 : 1;
	if (customAttributes.length > 0 && assetExportVersion === 1) problems.push('custom_attributes needs asset_export_version=2, because version 1 does not show them');
	const options: TenableOptions = {
		login: readLogin(text, problems),
		tagCategories: names('tag_categories'),
		customAttributes,
		assetExportVersion,
		assetChunkSize: integer('asset_chunk_size'),
		findingChunkAssets: integer('finding_chunk_assets'),
		includesUnlicensed: text('include_unlicensed').toLowerCase() === 'true',
		overlapMs: integer('overlap_minutes') * 60_000,
		exportDeadlineMs: integer('export_deadline_minutes') * 60_000,
		acceptanceDays: integer('acceptance_days'),
		remediationScanTemplate: readOption(system.connectionConfig, 'remediation_scan_template'),
		userAgent: readOption(system.connectionConfig, 'user_agent'),
	};
	if (problems.length > 0) {
		throw new AppError({
			code: 'CONNECTION_CONFIG_INVALID',
			message: `The connection of ${system.systemName} cannot be used: ${problems.join('; ')}.`,
			nextStep: `Set it as docs/connectors/tenable.md says (${toCommand('systems edit', system.systemName, '--set OPTION=VALUE')}), then: ${toCommand('systems test', system.systemName)}`,
		});
	}

	return options;
}

function readLogin(text: (name: string) => string, problems: string[]): TenableLogin {
	const required = (name: string): Secret => {
		const value = text(name);
		if (value === '') problems.push(`${name} is missing`);
		return new Secret(value);
	};
	const key = (name: string): Secret => {
		const value = required(name);
		// Keys travel in a header: anything else was pasted wrongly.
		if (!/^[\x21-\x3a\x3c-\x7e]*$/.test(value.reveal())) problems.push(`${name} holds a blank, a semicolon or a sign that no key has`);
		return value;
	};
	switch (text('authentication').toLowerCase()) {
		case 'api_keys': return {kind: 'api_keys', accessKey: key('access_key'), secretKey: key('secret_key')};
		case 'bearer': return {kind: 'bearer', token: key('bearer_token')};
		case 'session': {
			const username = text('username');
			if (username === '') problems.push('username is missing');
			return {kind: 'session', username, password: required('password')};
		}

		// Told among the problems already.
		default: return {kind: 'bearer', token: new Secret('')};
	}
}
