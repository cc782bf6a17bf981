import {entityDefinitions, entityTypes, isEntityType} from '../core/entity.js';
import {AppError} from '../errors/app-error.js';
import {ownText, toSafeText} from '../core/text/safe-text.js';
import type {Command, CommandInput} from './command.js';
import {isSet, readArgument, readText} from './input/read-flags.js';

const entity = {type: 'string', placeholder: 'TYPE', choices: entityTypes, help: 'Which entity type; it has to be said.'} as const;

export const systemsPushEnable: Command = {
	name: 'systems push enable',
	usage: '<system> --entity TYPE',
	summary: 'Let changes of ours leave for an external system. Off until a person turns it on.',
	flags: {entity},
	examples: ['parley systems push enable "Xacta 360" --entity poam'],
	run: input => setEnabled(input, true),
};

export const systemsPushDisable: Command = {
	name: 'systems push disable',
	usage: '<system> --entity TYPE',
	summary: 'Hold changes of ours back. What waits stays on record and leaves when pushing is on again.',
	flags: {entity},
	examples: ['parley systems push disable "Xacta 360" --entity poam'],
	run: input => setEnabled(input, false),
};

async function setEnabled({args, flags, output, operations}: CommandInput, enabled: boolean): Promise<void> {
	const systemName = readArgument(args, 'name of the system');
	const entityType = readText(flags, 'entity') ?? '';
	if (!isEntityType(entityType)) {
		throw new AppError({code: 'USAGE', message: 'Which entity type is meant has to be said.', nextStep: `Add --entity with one of: ${entityTypes.join(', ')}.`});
	}
	await (await operations()).setPushEnabled({systemName, entityType, enabled});
	const {plural} = entityDefinitions[entityType];
	if (isSet(flags, 'json')) output.json({systemName, entityType, pushEnabled: enabled});
	else output.line(ownText`Pushing is ${enabled ? ownText`on` : ownText`off`} for ${toSafeText(systemName)} ${toSafeText(plural)}${enabled ? ownText`; what waits leaves with the next sync` : ownText``}.`);
}
