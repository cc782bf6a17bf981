import {findClosestName} from '../core/text/closest-name.js';
import {ownText, toSafeText} from '../core/text/safe-text.js';
import {toCommand} from '../core/text/to-command.js';
import {AppError} from '../errors/app-error.js';
import type {Command, CommandInput} from './command.js';
import {isSet, readArgument, readList, readText} from './input/read-flags.js';
import {toSystemLines} from './systems-show.js';

export const systemsEdit: Command = {
	name: 'systems edit',
	usage: '<system>',
	summary: 'Set where a system is and how to get in.',
	flags: {
		url: {type: 'string', placeholder: 'URL', help: 'Its address.'},
		method: {type: 'string', placeholder: 'METHOD', help: 'The way in, where a type of system has several: "database" or "rest". Only before the first sync.'},
		set: {type: 'string', placeholder: 'OPTION[=VALUE]', isMultiple: true, help: 'A connection option. Without "=" the value is asked for without echo, or read from stdin.'},
	},
	examples: [
		'parley systems edit "Xacta 360" --set password',
		'parley systems edit "Xacta 360" --method rest --url https://emass.example --set api_key --set user_uid=parley',
		'parley systems edit Tenable.io --url https://cloud.tenable.com --set access_key --set secret_key',
	],
	run: async input => {
		const {args, flags, output, operations} = input;
		const systemName = readArgument(args, 'name of the system');
		const apiBaseUrl = readText(flags, 'url');
		const authenticationMethod = readText(flags, 'method');
		const settings = readList(flags, 'set');
		if (apiBaseUrl === undefined && authenticationMethod === undefined && settings.length === 0) {
			throw new AppError({code: 'USAGE', message: 'There is nothing to change.', nextStep: 'Give --url, --method, or --set with an option; "parley systems show" lists them.'});
		}
		const config = await readConfig(settings, input, async () => Object.keys((await (await operations()).getSystem(systemName)).connection));
		const system = await (await operations()).setSystemConnection({
			systemName, config, ...(apiBaseUrl === undefined ? {} : {apiBaseUrl}), ...(authenticationMethod === undefined ? {} : {authenticationMethod}),
		});
		if (isSet(flags, 'json')) {
			output.json(system);
			return;
		}
		for (const line of toSystemLines(system, output.width, new Date())) output.line(line);
		output.line(ownText`Try it: ${toSafeText(toCommand('systems test', system.systemName))}`);
	},
};

/** `known` gives the names of the options that there are. */
async function readConfig(settings: readonly string[], {readSecret}: CommandInput, known: () => Promise<readonly string[]>): Promise<Readonly<Record<string, string>>> {
	const config: Record<string, string> = {};
	for (const setting of settings) {
		const separator = setting.indexOf('=');
		const name = separator < 0 ? setting : setting.slice(0, separator);
		if (!/^[a-z_]+$/.test(name)) throw refuseName(setting, name, await known());
		config[name] = separator < 0 ? await readSecret(toSafeText(name)) : setting.slice(separator + 1);
	}
	return config;
}

function refuseName(setting: string, name: string, names: readonly string[]): AppError {
	const closest = findClosestName(name, names);
	return new AppError({
		code: 'USAGE',
		message: `"--set ${setting}" names no option: a name is made of small letters and "_".`,
		nextStep: `${closest === undefined ? '' : `Did you mean "${closest}"? `}Write --set NAME=VALUE, or --set NAME to be asked for the value, with one of these for NAME: ${names.join(', ')}.`,
	});
}
