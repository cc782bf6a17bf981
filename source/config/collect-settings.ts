import {findClosestName} from '../core/text/closest-name.js';
import {settingNames, settings, type SettingName, type SettingValues} from './schema.js';

export type Environment = Readonly<Record<string, string | undefined>>;
/** Undefined means: not given. */
export type Overrides = Readonly<Partial<Record<SettingName, string | boolean | undefined>>>;
/** `text` is undefined when there is no such file. */
export type ConfigFile = {readonly path: string; readonly text: string | undefined; readonly problem?: string};
export type SettingSources = {readonly env: Environment; readonly overrides: Overrides; readonly file: ConfigFile};

type Given = {readonly origin: string; readonly value: unknown};
export type Collected = {readonly values: Partial<SettingValues>; readonly problems: readonly string[]};

/** Finds each setting where it is given first, and everything that is wrong with what is given anywhere. */
export function collectSettings({env, overrides, file}: SettingSources): Collected {
	const problems: string[] = [];
	if (file.problem !== undefined) problems.push(file.problem);
	const fromFile = parseFile(file, problems);
	refuseUnknownVariables(env, problems);
	const values: {-readonly [Name in SettingName]?: unknown} = {};
	for (const name of settingNames) {
		const {variable} = settings[name];
		const given: readonly Given[] = [
			{origin: 'the command line', value: overrides[name]},
			// An empty variable counts as not set: that is how a shell or a unit file takes one back.
			{origin: 'the environment', value: env[variable] === '' ? undefined : env[variable]},
			{origin: file.path, value: fromFile[name]},
		];
		// Also what is overridden must be right: otherwise it fails on the day that the override goes.
		const parsed = given.filter(({value}) => value !== undefined).map(one => parseOne(name, one, problems));
		if (parsed.length > 0) values[name] = parsed[0];
	}
	return {values: values as Partial<SettingValues>, problems};
}

function parseOne(name: SettingName, {origin, value}: Given, problems: string[]): SettingValues[SettingName] | undefined {
	const setting = settings[name];
	const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
	const parsed = typeof text === 'string' || typeof text === 'boolean' ? setting.parse(String(text)) : undefined;
	if (parsed !== undefined) return parsed;
	const label = origin === 'the environment' ? setting.variable : `"${name}"`;
	const shown = setting.isSecret ? '' : ` ${JSON.stringify(value)}`;
	problems.push(`${label}${shown} from ${origin} is not ${setting.expectation}`);
	return undefined;
}

function parseFile({path, text}: ConfigFile, problems: string[]): Readonly<Record<string, unknown>> {
	if (text === undefined) return {};
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		// The parser's own message quotes the text, in which there may be a password.
		problems.push(`${path} is not valid JSON`);
		return {};
	}
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
		problems.push(`${path} does not hold a JSON object`);
		return {};
	}
	for (const key of Object.keys(parsed)) {
		if (!(settingNames as readonly string[]).includes(key)) problems.push(`${path} has an unknown key "${key}"${didYouMean(key, settingNames)}`);
	}
	return parsed as Readonly<Record<string, unknown>>;
}

function refuseUnknownVariables(env: Environment, problems: string[]): void {
	const known = settingNames.map(name => settings[name].variable);
	for (const variable of Object.keys(env)) {
		if (variable.startsWith('PARLEY_') && !known.includes(variable)) problems.push(`unknown variable ${variable} in the environment${didYouMean(variable, known)}`);
	}
}

function didYouMean(typed: string, names: readonly string[]): string {
	const closest = findClosestName(typed, names);
	return closest === undefined ? '' : ` (did you mean ${closest}?)`;
}
