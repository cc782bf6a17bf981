import {toSafeText} from '../core/text/safe-text.js';
import type {Command} from './command.js';
import {formatTable} from './print/format-table.js';
import {isSet} from './input/read-flags.js';
import {readPair} from './input/read-pair.js';

export const mappingsList: Command = {
	name: 'mappings list',
	usage: '<system> <entity>',
	summary: 'List which field of an external system becomes which of ours, and how.',
	flags: {},
	examples: ['parley mappings list "Xacta 360" poam'],
	run: async ({args, flags, output, operations}) => {
		const document = await (await operations()).exportMappings(readPair(args));
		if (isSet(flags, 'json')) {
			output.json(document);
			return;
		}
		const lines = formatTable({
			columns: [{header: 'THEIRS', minWidth: 12}, {header: 'OURS', minWidth: 12}, {header: 'BY', minWidth: 10}, {header: 'CHECKS', minWidth: 10}, {header: 'REQUIRED'}, {header: 'DEFAULT', minWidth: 6}],
			rows: document.mappings.map(({externalField, internalField, transformation, validations, isRequired, defaultValue}) => [
				toSafeText(externalField), toSafeText(internalField), toSafeText(transformation.type === 'chain' ? transformation.steps.map(({type}) => type).join(', ') : transformation.type),
				toSafeText(validations.map(({type}) => type).join(', ')), toSafeText(isRequired ? 'yes' : ''), toSafeText(defaultValue ?? ''),
			]),
			width: output.width,
		});
		for (const line of lines) output.line(line);
	},
};
