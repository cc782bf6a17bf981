import type {Clock} from '../../core/clock.js';
import type {ExternalRecord, WriteRequest, WriteResult} from '../../core/connector.js';
import type {JsonObject, JsonValue} from '../../core/json.js';
import type {FindingClient} from './finding-client.js';
import {parseFindingId, toFindingKey, type FindingId} from './finding-id.js';
import {findOwnRule, toRuleBody, type Disposition, type FindingRule} from './finding-rule.js';
import {findRefusal} from './find-refusal.js';
import {isOutcomeUnknown} from './is-outcome-unknown.js';
import {lookUntil} from './look-until.js';

export type FindingWriterOptions = {
	readonly client: FindingClient;
	readonly clock: Clock;
	readonly systemName: string;
	/** How long an accept rule holds, in days; 0 has no end. */
	readonly acceptanceDays: number;
	/** The template of scans that verify a fix; undefined requests none. */
	readonly scanTemplate: string | undefined;
};

export type FindingWriter = {
	/** The finding's key and, while a rule of ours is in force, `disposition`. Undefined: no finding can have this id. */
	readonly read: (externalId: string, signal: AbortSignal) => Promise<ExternalRecord | undefined>;
	readonly write: (request: WriteRequest) => Promise<WriteResult>;
};

/** The one field of a finding that can be written. Exports do not have it: only a look at one finding tells. */
export const dispositionField = 'disposition';

const dayMs = 86_400_000;

/**
 * Accepts findings, marks them as false positives, takes both back, and requests scans that verify a fix. Parley keeps at
 * most one rule for a finding, known by its name, and touches no other. Doing it twice is as good as once.
 */
export function createFindingWriter({client, clock, systemName, acceptanceDays, scanTemplate}: FindingWriterOptions): FindingWriter {
	const findRule = async (finding: FindingId, signal: AbortSignal) => findOwnRule(await client.searchRules(finding, signal), finding, clock.now());
	const expiresAt = () => (acceptanceDays === 0 ? undefined : new Date(clock.now().getTime() + acceptanceDays * dayMs));

	async function keepRule(finding: FindingId, rule: FindingRule | undefined, disposition: FindingRule['disposition'], note: string, signal: AbortSignal): Promise<void> {
		if (toShown(rule) === disposition) return;
		const body = toRuleBody(finding, disposition, {note, expiresAt: expiresAt()});
		if (rule !== undefined) return changeRule(rule.ruleId, body, signal);
		try {
			await client.createRule(body, signal);
		} catch (error) {
			// A duplicate: our first request made it and its answer was lost. Anything else does not show, and is told.
			if (findRefusal(error) === undefined || (await findRule(finding, signal)) === undefined) throw error;
		}
	}

	/** A change whose answer was lost is not sent again: the look that follows every write tells whether it is there. */
	async function changeRule(ruleId: string, body: JsonObject, signal: AbortSignal): Promise<void> {
		try {
			await client.replaceRule(ruleId, body, signal);
		} catch (error) {
			if (!isOutcomeUnknown(error)) throw error;
		}
	}

	/** Undefined when it was requested, else why it cannot be. */
	async function verifyFix(finding: FindingId, marker: string, template: string, signal: AbortSignal): Promise<string | undefined> {
		const name = `Parley ${marker}: ${finding.externalId}`;
		if ((await client.listScanNames(signal)).includes(name)) return undefined;
		const target = await client.findTarget(finding.assetId, signal);
		if (target === undefined) return 'Tenable tells no address of the asset, so no scan can verify the fix.';
		await client.requestScan({template, name, target, pluginId: finding.pluginId}, signal);
		return undefined;
	}

	async function apply(finding: FindingId, rule: FindingRule | undefined, wanted: Disposition | null, {marker, signal}: WriteRequest): Promise<string | undefined> {
		if (wanted === 'accepted' || wanted === 'false_positive') {
			await keepRule(finding, rule, wanted, `Parley ${marker}`, signal);
			return undefined;
		}
		if (rule !== undefined) await client.removeRule(rule.ruleId, signal);
		return wanted === 'remediated' && scanTemplate !== undefined ? verifyFix(finding, marker, scanTemplate, signal) : undefined;
	}

	return {
		async read(externalId, signal) {
			const finding = parseFindingId(externalId);
			return finding === undefined ? undefined : toFindingRecord(finding, toShown(await findRule(finding, signal)));
		},
		async write(request) {
			const {action, externalId = '', changes, expected, signal} = request;
			if (action !== 'update') return {kind: 'rejected', reasons: [`Parley does not ${action} findings in Tenable: scans do.`]};
			const wanted = parseDisposition(changes, scanTemplate !== undefined);
			if (wanted.kind === 'refused') return {kind: 'rejected', reasons: wanted.reasons};
			const finding = parseFindingId(externalId);
			if (finding === undefined) return {kind: 'moved', record: undefined};
			const rule = await findRule(finding, signal);
			const shown = toShown(rule);
			const agreed = expected[dispositionField];
			if (shown !== undefined && shown !== wanted.value && agreed !== undefined && shown !== agreed) return {kind: 'moved', record: toFindingRecord(finding, shown)};
			try {
				const reason = await apply(finding, rule, wanted.value, request);
				if (reason !== undefined) return {kind: 'rejected', reasons: [reason]};
			} catch (error) {
				const reason = findRefusal(error);
				if (reason === undefined) throw error;
				return {kind: 'rejected', reasons: [reason]};
			}

			const isRuled = wanted.value === 'accepted' || wanted.value === 'false_positive';
			await lookUntil({
				clock, systemName, what: `finding ${externalId}`, signal,
				read: () => findRule(finding, signal), shows: now => (isRuled ? toShown(now) === wanted.value : now === undefined),
			});
			return {kind: 'written', record: toFindingRecord(finding, wanted.value ?? undefined)};
		},
	};
}

const toShown = (rule: FindingRule | undefined): FindingRule['disposition'] | undefined => (rule === undefined || rule.isExpired ? undefined : rule.disposition);

const toFindingRecord = (finding: FindingId, disposition: Disposition | undefined): ExternalRecord => ({
	externalId: finding.externalId, fields: {...toFindingKey(finding), ...(disposition !== undefined && {[dispositionField]: disposition})}, isPartial: true,
});

type Parsed = {readonly kind: 'wanted'; readonly value: Disposition | null} | {readonly kind: 'refused'; readonly reasons: readonly string[]};

/** What the changed fields ask for, or why Tenable cannot do it. */
function parseDisposition(changes: JsonObject, canVerify: boolean): Parsed {
	const others = Object.keys(changes).filter(field => field !== dispositionField);
	if (others.length > 0) return {kind: 'refused', reasons: others.map(field => `Tenable has no way to set "${field}" of a finding: its state comes from scans only.`)};
	const value: JsonValue = changes[dispositionField] ?? null;
	if (value === null || value === 'accepted' || value === 'false_positive') return {kind: 'wanted', value};
	if (value !== 'remediated') return {kind: 'refused', reasons: [`Tenable can hold that a finding is accepted or a false positive, not ${JSON.stringify(value)}.`]};
	if (!canVerify) return {kind: 'refused', reasons: ['Tenable calls a finding fixed only after a scan, and no template is set for scans that verify a fix (remediation_scan_template).']};
	return {kind: 'wanted', value};
}
