import {formatCount} from '../core/text/format-count.js';
import {formatValue} from '../core/text/format-value.js';
import {quoteWord} from '../core/text/quote-word.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import {toCommand} from '../core/text/to-command.js';
import type {RuleProposal} from '../operations/propose-rule.js';
import type {Command} from './command.js';
import {isSet, readCount} from './input/read-flags.js';
import {readField, readRuleVerdict, ruleFlags} from './input/rule-flags.js';

export const rulesPropose: Command = {
	name: 'rules propose',
	usage: '',
	summary: 'Turn a verdict into a rule for its field, and show what it would have done. Changes nothing.',
	flags: {conflict: {type: 'number', placeholder: 'ID', help: 'The field that this conflict is about, instead of the next three.'}, ...ruleFlags},
	examples: ['parley rules propose --conflict 15 --keep external', 'parley rules propose --system "Xacta 360" --entity poam --field poc --keep internal'],
	run: async ({flags, output, operations}) => {
		const verdict = readRuleVerdict(flags);
		const bound = await operations();
		const conflictId = readCount(flags, 'conflict', 1);
		const proposal = await bound.proposeRule({of: conflictId === undefined ? await readField(flags, bound) : {conflictId}, verdict: verdict.kind});
		if (isSet(flags, 'json')) output.json(proposal);
		else for (const line of toProposalLines(proposal)) output.line(line);
	},
};

const verdictWords = {keep_internal: ownText`keep ours`, keep_external: ownText`keep theirs`, ignore: ownText`ignore`} as const;

/** The rule, its back-test, and the command that puts it in force. */
export function toProposalLines({text, version, change, systemName, entityType, fieldName, backTest}: RuleProposal): readonly SafeText[] {
	const {pending, settles, nextSync, asks, past, agreed, contradicted, wouldAsk, contradictions} = backTest;
	const flag = change.ignore ? ownText`--ignore` : change.strategy === 'internal_wins' ? ownText`--keep internal` : ownText`--keep external`;
	return [
		toSafeText(text),
		pending === 0 ? ownText`Nothing about this field is pending.` : ownText`Of ${formatCount(pending)} pending:`,
		...(['keep_internal', 'keep_external', 'ignore'] as const).filter(kind => settles[kind] > 0).map(kind => ownText`  ${formatCount(settles[kind])} settled as "${verdictWords[kind]}"`),
		...(nextSync > 0 ? [ownText`  ${formatCount(nextSync)} closed by the next sync`] : []),
		...asks.map(({why, count}) => ownText`  ${formatCount(count)} left to a person: ${toSafeText(why)}`),
		past === 0
			? ownText`Nobody has decided about this field so far.`
			: ownText`Of the latest ${formatCount(past)} that people decided: ${formatCount(agreed)} the same, ${formatCount(contradicted)} otherwise, ${formatCount(wouldAsk)} asked all the same.`,
		...contradictions.map(({conflict, rule, person}) =>
			ownText`  #${conflict.id} ${toSafeText(conflict.entityId)}: ours ${toSafeText(formatValue(person.internal))}, theirs ${toSafeText(formatValue(person.external))} by ${toSafeText(conflict.resolvedBy ?? '')}; by the rule ours ${toSafeText(formatValue(rule.internal))}, theirs ${toSafeText(formatValue(rule.external))}`),
		ownText`Put it in force: ${toSafeText(toCommand('rules apply --system', systemName, `--entity ${entityType} --field ${quoteWord(fieldName)}`))} ${flag} --version ${version} --yes`,
	];
}
