import {AppError} from '../errors/app-error.js';
import {formatValue} from '../core/text/format-value.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import type {MappingTest, TriedValue} from '../operations/test-mappings.js';
import type {Command} from './command.js';
import {formatTable} from './print/format-table.js';
import {isSet, readText} from './input/read-flags.js';
import {readJsonFile, readPair} from './input/read-pair.js';

const someFail = 1;

export const mappingsTest: Command = {
	name: 'mappings test',
	usage: '<system> <entity> <id>',
	summary: 'Try the mappings on one record of the other side, and write nothing. Ends with 1 when a field fails.',
	flags: {file: {type: 'string', placeholder: 'FILE', help: 'Try also the mappings of this document, beside those of today.'}},
	examples: ['parley mappings test "Xacta 360" poam POAM-2026-0042', 'parley mappings test "Xacta 360" poam POAM-2026-0042 --file poam-mappings.json'],
	run: async ({args, flags, output, operations, signal}) => {
		const {systemName, entityType, rest: [externalId, ...more]} = readPair(args);
		if (externalId === undefined || more.length > 0) throw new AppError({code: 'USAGE', message: 'The id of one record is needed.', nextStep: 'Give the id by which that system knows it.'});
		const file = readText(flags, 'file');
		const document = file === undefined ? undefined : await readJsonFile(file);
		const test = await (await operations()).testMappings({systemName, entityType, externalId, ...(document === undefined ? {} : {document})}, signal);
		if (isSet(flags, 'json')) output.json(test);
		else for (const line of toLines(test, file !== undefined, output.width)) output.line(line);
		return test.fields.some(({before, after}) => isFailure(file === undefined ? before : after)) ? someFail : 0;
	},
};

const isFailure = (tried: TriedValue | undefined): boolean => tried !== undefined && 'failure' in tried;

function toLines({externalId, source, fields}: MappingTest, hasFile: boolean, width: number | undefined): readonly SafeText[] {
	const failures = fields.flatMap(({internalField, before, after}) => [[before, 'today'] as const, [after, 'the file'] as const]
		.flatMap(([tried, whose]) => (tried !== undefined && 'failure' in tried ? [toSafeText(`✖ ${internalField}, by ${whose}: ${tried.failure}`)] : [])));
	return [
		toSafeText(`${externalId}, ${source}`),
		...formatTable({
			columns: [{header: 'FIELD', minWidth: 10}, {header: 'SENT AS', minWidth: 10}, {header: 'SENT', minWidth: 10}, {header: 'TODAY', minWidth: 10}, ...(hasFile ? [{header: 'BY THE FILE', minWidth: 10}] : []), {header: 'OURS', minWidth: 10}],
			rows: fields.map(({internalField, externalField, raw, before, after, ours}) => [
				toSafeText(internalField), toSafeText(externalField), toSafeText(formatValue(raw, 40)), format(before), ...(hasFile ? [format(after)] : []), toSafeText(formatValue(ours, 40)),
			]),
			width,
		}),
		...(failures.length === 0 ? [] : [ownText``, ...failures]),
	];
}

const format = (tried: TriedValue | undefined): SafeText =>
	toSafeText(tried === undefined ? '(no mapping)' : 'failure' in tried ? '✖ fails' : formatValue(tried.value, 40));
