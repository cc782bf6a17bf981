import type {Clock} from '../../core/process/clock.js';
import type {ExternalRecord, ScanRequest, ScanResult, WriteRequest, WriteResult} from '../../core/connector.js';
import type {JsonObject} from '../../core/json.js';
import type {FindingClient} from './finding-client.js';
import {parseFindingId, toFindingKey, type FindingId} from './finding-id.js';
import {findOwnRules, type FindingRule} from './finding-rule.js';
import {findingFields, parseWishes, type FindingWish} from './finding-wish.js';
import {findRefusal} from './find-refusal.js';
import {createRuleKeeper} from './keep-rule.js';
import {lookUntil} from './look-until.js';
import {createScanRequester} from './request-scan.js';

export type FindingWriterOptions = {
	readonly client: FindingClient;
	readonly clock: Clock;
	readonly systemName: string;
	/** How long a rule holds, in days; 0 has no end. */
	readonly acceptanceDays: number;
	/** The template of scans that verify a fix; undefined requests none. */
	readonly scanTemplate: string | undefined;
};

export type FindingWriter = {
	/** The finding's key and what our rules in force say of it. Undefined: no finding can have this id. */
	readonly read: (externalId: string, signal: AbortSignal) => Promise<ExternalRecord | undefined>;
	readonly write: (request: WriteRequest) => Promise<WriteResult>;
	readonly requestScan: (request: ScanRequest) => Promise<ScanResult>;
};

/**
 * Accepts findings, marks them as false positives, recasts their severity, takes that back, and requests scans that verify
 * a fix. Parley keeps at most one rule of each action for a finding, known by its name, and touches no other. Doing it
 * twice is as good as once.
 */
export function createFindingWriter({client, clock, systemName, acceptanceDays, scanTemplate}: FindingWriterOptions): FindingWriter {
	const findRules = async (finding: FindingId, signal: AbortSignal) => findOwnRules(await client.searchRules(finding, signal), finding, clock.now());
	const requestScan = createScanRequester(client, scanTemplate);
	const keeper = createRuleKeeper({client, clock, findRules, holdsDays: acceptanceDays});

	/** Empty when all was done, else why a scan cannot be had. */
	async function apply(finding: FindingId, rules: readonly FindingRule[], wishes: readonly FindingWish[], {marker, signal}: WriteRequest): Promise<readonly string[]> {
		await keeper.keep({finding, rules, wishes, note: `Parley ${marker}`, signal});
		if (!wishes.some(({isToBeVerified}) => isToBeVerified)) return [];
		const result = await requestScan({externalId: finding.externalId, marker, signal});
		return result.kind === 'rejected' ? result.reasons : [];
	}

	return {
		requestScan,
		async read(externalId, signal) {
			const finding = parseFindingId(externalId);
			return finding === undefined ? undefined : toFindingRecord(finding, toShown(await findRules(finding, signal)));
		},
		async write(request) {
			const {action, externalId = '', changes, expected, signal} = request;
			if (action !== 'update') return {kind: 'rejected', reasons: [`Parley does not ${action} findings in Tenable: scans do.`]};
			const {wishes, problems} = parseWishes(changes, scanTemplate !== undefined);
			if (problems.length > 0) return {kind: 'rejected', reasons: problems};
			const finding = parseFindingId(externalId);
			if (finding === undefined) return {kind: 'moved', record: undefined};
			const rules = await findRules(finding, signal);
			const shown = toShown(rules);
			if (wishes.some(wish => hasMoved(wish, shown[wish.field], expected[wish.field]))) return {kind: 'moved', record: toFindingRecord(finding, shown)};
			const clash = findClash(rules, wishes);
			if (clash !== undefined) return {kind: 'rejected', reasons: [clash]};
			try {
				const reasons = await apply(finding, rules, wishes, request);
				if (reasons.length > 0) return {kind: 'rejected', reasons};
			} catch (error) {
				const reason = findRefusal(error);
				if (reason === undefined) throw error;
				return {kind: 'rejected', reasons: [reason]};
			}

			const after = await lookUntil({
				clock, systemName, what: `finding ${externalId}`, signal, read: () => findRules(finding, signal),
				shows: now => wishes.every(({action: kind, says}) => (says === null ? !now.some(rule => rule.action === kind) : saidBy(now, kind) === says)),
			});
			const wished = Object.fromEntries(wishes.flatMap(({field, value}) => (value === null ? [] : [[field, value]])));
			return {kind: 'written', record: toFindingRecord(finding, {...toShown(after), ...wished})};
		},
	};
}

const saidBy = (rules: readonly FindingRule[], action: FindingRule['action']): string | undefined => rules.find(rule => rule.action === action && !rule.isExpired)?.says;

/** The writable fields as our rules in force make them; the others are left out. */
const toShown = (rules: readonly FindingRule[]): JsonObject =>
	Object.fromEntries(rules.filter(({isExpired}) => !isExpired).map(({action, says}) => [findingFields[action], says]));

const toFindingRecord = (finding: FindingId, shown: JsonObject): ExternalRecord => ({externalId: finding.externalId, fields: {...toFindingKey(finding), ...shown}, isPartial: true});

/** Whether our rule says something that was neither agreed on nor is wished for. */
function hasMoved({value}: FindingWish, shown: JsonObject[string] | undefined, agreed: JsonObject[string] | undefined): boolean {
	if (shown === undefined || shown === value || agreed === undefined) return false;
	return shown !== (typeof agreed === 'string' ? agreed.toLowerCase() : agreed);
}

/** A finding has one severity_modification_type: with two rules on it nobody could tell which one holds. */
function findClash(rules: readonly FindingRule[], wishes: readonly FindingWish[]): string | undefined {
	const sayAfter = (action: FindingRule['action']) => {
		const wish = wishes.find(one => one.action === action);
		return wish === undefined ? saidBy(rules, action) : wish.says ?? undefined;
	};
	const [disposition, severity] = [sayAfter('ACCEPT'), sayAfter('RECAST')];
	if (disposition === undefined || severity === undefined) return undefined;
	return `Tenable holds one of both for a finding: that it is ${disposition === 'accepted' ? 'accepted' : 'a false positive'}, or that it is recast to ${severity}. Take one of them back first.`;
}
