import {formatCount} from '../../../core/text/format-count.js';
import {type SafeText, toSafeText} from '../../../core/text/safe-text.js';
import type {JsonValue} from '../../../core/json.js';
import {formatClock, formatFullValue} from '../../text/format.js';
import {safe} from '../../text/safe.js';
import type {ProposalRow} from '../../store/proposal-rows.js';
import {severityWord} from './severity-word.js';

const fieldLines = (fields: Readonly<Record<string, JsonValue | undefined>>): readonly string[] => Object.entries(fields).flatMap(([field, value]) => (value === undefined ? [] : [`  ${field}: ${formatFullValue(value)}`]));

/** Everything about one row, to be read before it is decided. */
export function proposalText(row: ProposalRow): {readonly title: SafeText; readonly text: SafeText} {
	if (row.kind === 'done') {
		const {poamId, systemId, weakness, fixedFindings, fixedAt, action} = row.closing;
		return {title: safe(poamId), text: toSafeText([
			`${poamId} of ${systemId}`, '', 'WEAKNESS', weakness, '', 'EVIDENCE',
			`All ${formatCount(fixedFindings)} findings are fixed${fixedAt === null ? '' : `, the last ${fixedAt.toISOString().slice(0, 10)} ${formatClock(fixedAt)} UTC`}.`, '',
			action === 'close' ? 'It can be closed over there; Parley proposes it, and closes nothing by itself.' : 'It was made here, has not left yet, and is not needed any more.',
		].join('\n'), {keepLines: true})};
	}
	const {key, systemId, pluginName, pluginId, severity, hosts, firstFound, fields, changes, refusals, refusedBefore} = row.proposal;
	return {title: safe(key), text: toSafeText([
		`${pluginName} (plugin ${pluginId}) on ${systemId}`, '', 'EVIDENCE',
		`severity ${severityWord(severity)}, first found ${firstFound.toISOString().slice(0, 10)}, ${formatCount(hosts.length)} hosts:`, ...hosts.map(host => `  ${host}`),
		...(refusals.length === 0 ? [] : ['', 'CANNOT BE MADE SO', ...refusals.map(refusal => `▲ ${refusal}`)]),
		...(refusedBefore === undefined ? [] : ['', 'REFUSED BEFORE', `▲ ${refusedBefore}`, 'Making it sends it again.']),
		'', 'OUR RECORD', ...fieldLines(fields), '', 'THE OTHER SIDE GETS', ...fieldLines(changes),
	].join('\n'), {keepLines: true})};
}
