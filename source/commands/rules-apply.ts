import {quoteWord} from '../core/text/quote-word.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import {toCommand} from '../core/text/to-command.js';
import {AppError} from '../errors/app-error.js';
import {interruptedExitCode} from '../errors/exit-code.js';
import type {RuleProposal} from '../operations/propose-rule.js';
import {describeBulkProgress, toOutcomeLines} from './print/bulk-lines.js';
import type {Command} from './command.js';
import {isSet, readCount} from './input/read-flags.js';
import {readField, readRuleVerdict, ruleFlags} from './input/rule-flags.js';
import {toProposalLines} from './rules-propose.js';

export const rulesApply: Command = {
	name: 'rules apply',
	usage: '',
	summary: 'Put a proposed rule in force, and settle the pending conflicts that it decides.',
	flags: {
		...ruleFlags,
		version: {type: 'number', placeholder: 'N', help: 'Only if the policy still has this version, as "rules propose" gave it.'},
		yes: {type: 'boolean', help: 'Do it. Without it, only the back-test is shown.'},
	},
	examples: ['parley rules apply --system "Xacta 360" --entity poam --field poc --keep external --version 1 --yes'],
	run: async ({flags, output, operations, signal}) => {
		const verdict = readRuleVerdict(flags);
		const bound = await operations();
		const proposal = await bound.proposeRule({of: await readField(flags, bound), verdict: verdict.kind});
		const version = readCount(flags, 'version', 1);
		if (!isSet(flags, 'yes') || version === undefined) {
			if (!isSet(flags, 'json')) for (const line of toProposalLines(proposal)) output.line(line);
			throw new AppError({code: 'USAGE', message: 'Nothing was changed.', nextStep: `Run it again with --version ${proposal.version} --yes to put the rule in force.`});
		}
		const {externalSystemId, entityType, fieldName, policyId, change} = proposal;
		const outcome = await bound.applyRule({externalSystemId, entityType, fieldName, policyId, change, version}, {signal, onProgress: progress => output.progress(describeBulkProgress(progress))});
		output.progress(undefined);
		if (isSet(flags, 'json')) output.json(outcome);
		else {
			output.line(ownText`The rule is in force: version ${outcome.version} of the policy.`);
			for (const settled of outcome.settled) for (const line of toOutcomeLines(settled, 'settled')) output.line(line);
			output.line(tellWayBack(proposal));
		}
		return outcome.settled.some(({state}) => state === 'stopped') ? interruptedExitCode : 0;
	},
};

/** The verdicts first: while the rule is in force, the next sync decides again what they opened. */
function tellWayBack({systemName, entityType, fieldName, before}: RuleProposal): SafeText {
	const rules = Object.keys(before).length === 0 ? 'null' : quoteWord(JSON.stringify(before));
	return ownText`Take the rule back, after its verdicts, with: ${toSafeText(toCommand('policies set', systemName, `${entityType} --field ${quoteWord(fieldName)} --rules ${rules}`))}`;
}
