import type {JsonObject, JsonValue} from '../../core/json.js';
import {severityWords, type RuleAction} from './finding-rule.js';

/** The fields of a finding that can be written. Exports do not have them: only a look at one finding tells. */
export const findingFields: Readonly<Record<RuleAction, string>> = {ACCEPT: 'disposition', RECAST: 'recast_severity'};

/** What one field of a finding shall become. */
export type FindingWish = {
	readonly action: RuleAction;
	readonly field: string;
	/** In the words of rules and exports. */
	readonly value: string | null;
	/** What our rule of this action has to say; null: there shall be none. */
	readonly says: string | null;
	/** Whether a scan shall prove that it is fixed. */
	readonly isToBeVerified: boolean;
};

export const noScanTemplate = 'Tenable calls a finding fixed only after a scan, and no template is set for scans that verify a fix (remediation_scan_template).';

export type ParsedWishes = {readonly wishes: readonly FindingWish[]; readonly problems: readonly string[]};

/** What the changed fields ask for, or why Tenable cannot do it. `canVerify`: a template for scans is set. */
export function parseWishes(changes: JsonObject, canVerify: boolean): ParsedWishes {
	const wishes: FindingWish[] = [];
	const problems: string[] = [];
	for (const [field, value] of Object.entries(changes)) {
		const wish = parseWish(field, value, canVerify);
		if (typeof wish === 'string') problems.push(wish);
		else wishes.push(wish);
	}

	return {wishes, problems};
}

function parseWish(field: string, value: JsonValue, canVerify: boolean): FindingWish | string {
	if (field === findingFields.ACCEPT) return parseDisposition(value, canVerify);
	if (field === findingFields.RECAST) return parseSeverity(value);
	const hint = field.startsWith('severity') ? `; a recast rule can be (${findingFields.RECAST})` : ': its state comes from scans only';
	return `Tenable has no way to set "${field}" of a finding${hint}.`;
}

function parseDisposition(value: JsonValue, canVerify: boolean): FindingWish | string {
	const wish = {action: 'ACCEPT', field: findingFields.ACCEPT, isToBeVerified: false} as const;
	if (value === null || value === 'accepted' || value === 'false_positive') return {...wish, value, says: value};
	if (value !== 'remediated') return `Tenable can hold that a finding is accepted or a false positive, not ${JSON.stringify(value)}.`;
	if (!canVerify) return noScanTemplate;
	return {...wish, value, says: null, isToBeVerified: true};
}

function parseSeverity(value: JsonValue): FindingWish | string {
	const word = typeof value === 'string' ? value.toLowerCase() : value;
	if (word !== null && (typeof word !== 'string' || !Object.hasOwn(severityWords, word))) return `Tenable can recast a finding to ${Object.keys(severityWords).join(', ')}, not to ${JSON.stringify(value)}.`;
	return {action: 'RECAST', field: findingFields.RECAST, value: word, says: word, isToBeVerified: false};
}
