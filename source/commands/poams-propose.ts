import {formatCount} from '../core/text/format-count.js';
import {quoteWord} from '../core/text/quote-word.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import type {PoamOmissions, PoamProposal} from '../core/poam-proposal.js';
import type {PoamProposals} from '../operations/propose-poams.js';
import type {Command} from './command.js';
import {systemFlag} from './input/list-flags.js';
import {isSet, readText} from './input/read-flags.js';

/** Hosts that are shown of each. */
const shownHosts = 5;

const omissions: Readonly<Record<keyof PoamOmissions, string>> = {
	planned: 'have a plan', tooEarly: 'are too young for one', notSeen: 'were not seen lately', belowTerms: 'are of a severity that gets none', unknownSystem: 'are of a system that is not known there',
};

export const poamsPropose: Command = {
	name: 'poams propose',
	usage: '',
	summary: 'Show which POA&Ms the open findings lack, as they would be made, and which have all their findings fixed. Writes nothing.',
	flags: {system: {...systemFlag, help: 'Where they are to be made; needed where several systems take POA&Ms.'}},
	examples: ['parley poams propose', 'parley poams propose --json'],
	run: async ({flags, output, operations}) => {
		const systemName = readText(flags, 'system');
		const result = await (await operations()).proposePoams({systemName});
		if (isSet(flags, 'json')) output.json(result);
		else for (const line of toLines(result)) output.line(line);
		return 0;
	},
};

function toLines({systemName, proposals, closings, omitted, digest, isPushEnabled, isPushHeld}: PoamProposals): readonly SafeText[] {
	const left = Object.entries(omissions).flatMap(([name, text]) => {
		const count = omitted[name as keyof PoamOmissions];
		return count === 0 ? [] : [`${count} ${text}`];
	});
	return [
		ownText`${formatCount(proposals.length)} POA&Ms are missing in ${toSafeText(systemName)}`,
		...proposals.flatMap(toProposalLines),
		...(left.length === 0 ? [] : [ownText`Other weaknesses: ${toSafeText(left.join(', '))}`]),
		...closings.map(({poamId, weakness, fixedFindings, action}) => toSafeText(
			`${poamId} "${weakness.slice(0, 60)}": all ${fixedFindings} findings are fixed; ${action === 'close' ? 'it can be closed' : 'it was never sent and is not needed'}`)),
		...(proposals.length === 0 ? [] : [
			ownText`Make one: parley poams create ${toSafeText(quoteWord(proposals[0]?.key ?? ''))} · all: parley poams create --all ${toSafeText(digest)}`,
			...(isPushHeld ? [ownText`They will wait here: nothing is sent while the database is taken for a restored one (parley status says what to do).`] : isPushEnabled ? [] : [ownText`They will wait here: pushing of POA&Ms is off (parley systems push enable).`]),
		]),
	];
}

function toProposalLines({key, pluginName, hosts, fields, refusals, refusedBefore}: PoamProposal): readonly SafeText[] {
	const more = hosts.length > shownHosts ? ` and ${hosts.length - shownHosts} more` : '';
	return [
		toSafeText(`${key}  ${pluginName}`),
		toSafeText(`  ${fields['risk_rating'] ?? 'unrated'}, due ${fields['scheduled_completion']}, control ${fields['security_control'] ?? 'none that the system has'}, ${hosts.length} ${hosts.length === 1 ? 'host' : 'hosts'}: ${hosts.slice(0, shownHosts).join(', ')}${more}`),
		...refusals.map(reason => toSafeText(`  ▲ cannot be made: ${reason}`)),
		...(refusedBefore === undefined ? [] : [toSafeText(`  ▲ was made and refused there: ${refusedBefore}`)]),
	];
}
