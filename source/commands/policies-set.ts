import type {JsonObject, JsonValue} from '../core/json.js';
import {conflictStrategies, syncDirections} from '../core/policy.js';
import {AppError} from '../errors/app-error.js';
import type {Command, FlagValues} from './command.js';
import {isSet, readCount, readText} from './input/read-flags.js';
import {readPair} from './input/read-pair.js';
import {toChangeLines} from './print/rule-lines.js';

export const policiesSet: Command = {
	name: 'policies set',
	usage: '<system> <entity>',
	summary: 'Change some rules of a policy; the others stay. What differs is shown.',
	flags: {
		direction: {type: 'string', placeholder: 'WAY', choices: syncDirections, help: 'Which way values go.'},
		strategy: {type: 'string', placeholder: 'RULE', choices: conflictStrategies, help: 'Who decides when both sides changed.'},
		field: {type: 'string', placeholder: 'NAME', help: 'The field whose own policy --rules gives.'},
		rules: {type: 'string', placeholder: 'JSON', help: 'The field\'s own policy, such as {"strategy": "manual"}; "null" takes it away.'},
		filters: {type: 'string', placeholder: 'JSON', help: 'Which records are synced: a list of {"field", "operator", "value"}.'},
		'when-gone': {type: 'string', placeholder: 'JSON', help: 'What fields of ours become when a record is gone there: {"status": "Archived"}.'},
		'batch-size': {type: 'number', placeholder: 'N', help: 'Records of one page.'},
		schedule: {type: 'string', placeholder: 'CRON', help: 'When changes are read; "-" for the frequency of the system.'},
		'full-schedule': {type: 'string', placeholder: 'CRON', help: 'When everything is read; "-" for never.'},
		timezone: {type: 'string', placeholder: 'ZONE', help: 'In which zone the two are read: Europe/Berlin.'},
		active: {type: 'string', placeholder: 'YES|NO', choices: ['yes', 'no'], help: 'Whether it is synced at all.'},
		trial: {type: 'boolean', help: 'Only say what would change.'},
	},
	examples: ['parley policies set "Xacta 360" poam --strategy manual --trial', `parley policies set "Xacta 360" poam --field poc --rules '{"strategy": "internal_wins"}'`],
	run: async ({args, flags, output, operations}) => {
		const {systemName, entityType} = readPair(args);
		const field = readText(flags, 'field');
		const own = readJson(flags, 'rules');
		if ((field === undefined) !== (own === undefined)) throw new AppError({code: 'USAGE', message: '--field and --rules go together.', nextStep: 'Give both: --field poc --rules \'{"strategy": "manual"}\''});
		const rules = readRules(flags);
		if (field === undefined && Object.keys(rules).length === 0) {
			throw new AppError({code: 'USAGE', message: 'There is nothing to change.', nextStep: 'Give a rule, such as --strategy manual; "parley policies set --help" lists them, and "parley policies show" says how they are.'});
		}
		const outcome = await (await operations()).setPolicy({
			systemName, entityType, isTrial: isSet(flags, 'trial'), rules, ...(field === undefined || own === undefined ? {} : {field: {name: field, policy: own}}),
		});
		if (isSet(flags, 'json')) output.json(outcome);
		else for (const line of toChangeLines(outcome)) output.line(line);
	},
};

function readRules(flags: FlagValues): JsonObject {
	const given: Readonly<Record<string, JsonValue | undefined>> = {
		direction: readText(flags, 'direction'), strategy: readText(flags, 'strategy'), filters: readJson(flags, 'filters'), whenGone: readJson(flags, 'when-gone'),
		batchSize: readCount(flags, 'batch-size', 1), scheduleExpression: readSchedule(flags, 'schedule'), fullSyncExpression: readSchedule(flags, 'full-schedule'),
		timezone: readText(flags, 'timezone'), isActive: flags['active'] === undefined ? undefined : flags['active'] === 'yes',
	};
	return Object.fromEntries(Object.entries(given).flatMap(([key, value]): readonly (readonly [string, JsonValue])[] => (value === undefined ? [] : [[key, value]])));
}

const readSchedule = (flags: FlagValues, name: string): JsonValue | undefined => {
	const text = readText(flags, name);
	return text === '-' ? null : text;
};

function readJson(flags: FlagValues, name: string): JsonValue | undefined {
	const text = readText(flags, name);
	if (text === undefined) return undefined;
	try {
		return JSON.parse(text) as JsonValue;
	} catch (error) {
		throw new AppError({code: 'USAGE', cause: error, message: `--${name} takes JSON, and "${text}" is none.`, nextStep: 'Put it in single quotes, with double quotes inside.'});
	}
}
