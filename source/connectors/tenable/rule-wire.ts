import * as z from 'zod';
import type {JsonValue} from '../../core/json.js';
import {readWire} from './wire.js';

export type RuleOnWire = {readonly ruleId: string; readonly name: string; readonly action: string; readonly isFalsePositive: boolean; readonly severity: string; readonly expiresAt: Date | undefined};
export type RulePage = {readonly rules: readonly RuleOnWire[]; readonly next: string | undefined};

/** Unix seconds or milliseconds, or a time in text. */
const time = z.union([z.number(), z.string()]).nullish().transform(value => {
	if (value === null || value === undefined) return undefined;
	const at = new Date(typeof value === 'number' && value < 1e11 ? value * 1000 : value);
	return Number.isNaN(at.getTime()) ? undefined : at;
});

const rule = z.object({
	rule_id: z.string().regex(/^[\w-]{1,128}$/), rule_name: z.string().nullish(), expires_at: time,
	rule_value: z.object({action: z.string().nullish(), false_positive: z.boolean().nullish(), severity: z.string().nullish()}).nullish(),
});

const ruleList = z.object({rules: z.array(rule).nullish(), pagination: z.object({next: z.coerce.string().nullish()}).nullish()});

const scanList = z.object({scans: z.array(z.object({name: z.string().nullish()})).nullish()});

export function parseRules(body: JsonValue): RulePage {
	const {rules, pagination} = readWire(ruleList, body, 'a list of rules');
	return {
		rules: (rules ?? []).map(found => ({
			ruleId: found.rule_id, name: found.rule_name ?? '', action: found.rule_value?.action ?? '', isFalsePositive: found.rule_value?.false_positive === true,
			severity: found.rule_value?.severity ?? '', expiresAt: found.expires_at,
		})),
		next: pagination?.next ?? undefined,
	};
}

export const parseScanNames = (body: JsonValue): readonly string[] => (readWire(scanList, body, 'the remediation scans').scans ?? []).flatMap(({name}) => name ?? []);
