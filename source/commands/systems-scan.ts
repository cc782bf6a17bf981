import {ownText, toSafeText} from '../core/text/safe-text.js';
import {AppError} from '../errors/app-error.js';
import type {Command} from './command.js';
import {isSet, readArgument, readText} from './input/read-flags.js';

export const systemsScan: Command = {
	name: 'systems scan',
	usage: '<system> --finding ID',
	summary: 'Ask a system to scan one finding again, to prove that it is fixed. Pushing of vulnerabilities has to be on, and Tenable needs its option remediation_scan_template.',
	flags: {finding: {type: 'string', placeholder: 'ID', help: 'The finding, by its id over there; it has to be said.'}},
	examples: ['parley systems scan Tenable.io --finding 35a42c6a-6771-4b0c-8f14-1c2ecd06bc8a:51192:443:TCP'],
	run: async ({args, flags, output, operations, signal}) => {
		const systemName = readArgument(args, 'name of the system');
		const externalId = readText(flags, 'finding');
		if (externalId === undefined) throw new AppError({code: 'USAGE', message: 'Which finding is meant has to be said.', nextStep: 'Add --finding with its id over there, as "parley records list vulnerability" shows it.'});
		const scan = await (await operations()).requestScan({systemName, externalId}, signal);
		if (isSet(flags, 'json')) output.json(scan);
		else output.line(ownText`${toSafeText(scan.systemName)} will scan ${toSafeText(scan.externalId)}: "${toSafeText(scan.name)}". What it finds comes with a later sync.`);
	},
};
