import {formatAmount} from '../core/text/format-count.js';
import {ownText, toSafeText} from '../core/text/safe-text.js';
import {AppError} from '../errors/app-error.js';
import type {CreatedPoams, CreatePoamsRequest} from '../operations/create-poams.js';
import type {Command, CommandInput} from './command.js';
import {systemFlag} from './input/list-flags.js';
import {isSet, readText} from './input/read-flags.js';

export const poamsCreate: Command = {
	name: 'poams create',
	usage: '[<key>…]',
	summary: 'Make POA&Ms that "poams propose" shows: here at once, and on the other side with the next run. Doing it twice makes nothing twice.',
	flags: {
		all: {type: 'string', placeholder: 'DIGEST', help: 'All that were shown under this digest; refused when others are proposed by now.'},
		system: {...systemFlag, help: 'Where they are to be made; needed where several systems take POA&Ms.'},
	},
	examples: ['parley poams create EDS-1001:33850', 'parley poams create --all 3f9c21d04b7a'],
	run: async input => {
		const {flags, output, operations} = input;
		const result = await (await operations()).createPoams(readRequest(input));
		if (isSet(flags, 'json')) {
			output.json(result);
			return 0;
		}
		for (const {key, poamId, scheduledCompletion} of result.created) output.line(toSafeText(`${key} → ${poamId}, due ${scheduledCompletion}`));
		for (const key of result.sentAgain) output.line(toSafeText(`${key} is sent again`));
		for (const key of result.alreadyMade) output.line(toSafeText(`${key} was made by somebody else meanwhile`));
		output.line(ownText`${formatAmount(result.created.length, 'POA&M', 'POA&Ms')} made. ${toSafeText(tellWhen(result))}.`);
		return 0;
	},
};

function tellWhen({isPushEnabled, isPushHeld}: CreatedPoams): string {
	if (isPushHeld) return 'Nothing is sent while the database is taken for a restored one (parley status says what to do)';
	return isPushEnabled ? 'What is new leaves with the next run' : 'What is new leaves once pushing is turned on (parley systems push enable)';
}

function readRequest({args, flags}: CommandInput): CreatePoamsRequest {
	const [digest, systemName] = [readText(flags, 'all'), readText(flags, 'system')];
	if (digest !== undefined && args.length === 0) return {systemName, digest};
	if (digest === undefined && args.length > 0) return {systemName, keys: args};
	throw new AppError({code: 'USAGE', message: 'Name weaknesses by their keys, or all with --all DIGEST.', nextStep: 'See both with "parley poams propose".'});
}
