import {formatCount} from '../core/text/format-count.js';
import type {CheckOutcome} from '../core/invariant.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import type {Command} from './command.js';
import {isSet} from './input/read-flags.js';
import {wrapLine} from './print/wrap-line.js';

const broken = 5;

export const verify: Command = {
	name: 'verify',
	usage: '',
	summary: 'Check what must hold of this installation, while it works. Ends with 5 when something does not.',
	flags: {deep: {type: 'boolean', help: 'Also what takes reading whole tables: each link, each record, the audit chain.'}},
	examples: ['parley verify --deep', 'parley verify --deep --json'],
	run: async ({flags, output, operations, signal}) => {
		const isJson = isSet(flags, 'json');
		const {isWhole, checks} = await (await operations()).verify({isDeep: isSet(flags, 'deep')}, {
			signal,
			onCheck: outcome => {
				if (!isJson) for (const line of toLines(outcome).flatMap(text => wrapLine(text, output.width))) output.line(line);
			},
		});
		if (isJson) output.json({isWhole, checks});
		else output.line(toVerdict(checks));
		return isWhole ? 0 : broken;
	},
};

function toLines({name, meaning, remedy, broken: count, sample}: CheckOutcome): readonly SafeText[] {
	if (count === 0) return [ownText`● ${toSafeText(name)}`];
	const more = count - sample.length;
	return [
		ownText`✖ ${toSafeText(name)}: ${toSafeText(meaning)}`,
		...sample.map(({subject, detail}) => ownText`    ${toSafeText(subject)}: ${toSafeText(detail)}`),
		...(more > 0 ? [ownText`    and ${formatCount(more)} more`] : []),
		ownText`  Next: ${toSafeText(remedy)}`,
	];
}

function toVerdict(checks: readonly CheckOutcome[]): SafeText {
	const failed = checks.filter(({broken: count}) => count > 0).length;
	return failed === 0
		? ownText`All ${formatCount(checks.length)} checks hold.`
		: ownText`${formatCount(failed)} of ${formatCount(checks.length)} checks do not hold.`;
}
