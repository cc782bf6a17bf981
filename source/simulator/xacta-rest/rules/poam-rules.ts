import {isJsonObject, type JsonObject, type JsonValue} from '../../../core/json.js';
import type {InstanceSettings} from '../settings.js';
import {choices} from '../words.js';
import {isBlank, readFields, requireFields, type FieldRule, type FieldValues} from './read-fields.js';

const text = (name: string, limit: number): FieldRule => ({name, kind: 'text', limit});
const word = (name: string, words: readonly string[]): FieldRule => ({name, kind: 'text', choices: words});
const day = (name: string): FieldRule => ({name, kind: 'date'});

export const poamFields: readonly FieldRule[] = [
	word('status', choices.poamStatus), text('vulnerabilityDescription', 2000), text('sourceIdentifyingVulnerability', 2000), text('pocOrganization', 100),
	text('resources', 250), text('pocFirstName', 100), text('pocLastName', 100), text('pocEmail', 100), text('pocPhoneNumber', 100),
	word('severity', choices.level), day('scheduledCompletionDate'), day('completionDate'), text('comments', 2000), text('externalUid', 100),
	text('controlAcronym', 50), text('assessmentProcedure', 100), text('securityChecks', 2000), word('rawSeverity', choices.rawSeverity),
	word('relevanceOfThreat', choices.level), word('likelihood', choices.level), word('impact', choices.level), text('impactDescription', 2000),
	word('residualRiskLevel', choices.level), text('recommendations', 2000), text('mitigations', 2000),
	word('resultingResidualRiskLevelAfterProposedMitigations', choices.level), text('predisposingConditions', 2000), text('threatDescription', 2000),
	text('devicesAffected', 2000),
];

const milestoneFields: readonly FieldRule[] = [{name: 'milestoneId', kind: 'id'}, text('description', 2000), day('scheduledCompletionDate')];
const always = ['status', 'vulnerabilityDescription', 'sourceIdentifyingVulnerability', 'pocOrganization', 'resources'];
const riskFields = ['severity', 'relevanceOfThreat', 'likelihood', 'impact', 'residualRiskLevel', 'mitigations'];
const person = ['pocFirstName', 'pocLastName', 'pocEmail', 'pocPhoneNumber'];

export type ReviewStatus = 'Not Approved' | 'Under Review' | 'Approved';

/** What is known of the item that a PUT changes, read under a lock. */
export type PoamBefore = {
	readonly displayPoamId: number;
	readonly status: string;
	readonly reviewStatus: ReviewStatus;
	/** Unix seconds. */
	readonly scheduledCompletionDate: number | null;
	readonly activeMilestones: readonly number[];
	readonly isInActivePackage: boolean;
};

export type SentMilestone = {readonly milestoneId: number | null; readonly description: string | null; readonly date: number | null; readonly isActive: boolean};

/** One item of a write, read; what it may do is told by `errors`, at most 25 of them. */
export type PoamItem = {readonly values: FieldValues; readonly milestones: readonly SentMilestone[]; readonly errors: readonly string[]};

export type PoamContext = {
	readonly settings: InstanceSettings;
	/** Undefined for a POST. */
	readonly before: PoamBefore | undefined;
	/** Whether the control that the item names is inherited. */
	readonly isInherited: boolean;
	/** Unix seconds. */
	readonly now: number;
};

/** Reads and judges one item. A field that is left out is blank: nothing of the item as it was fills the gap. */
export function judgePoam(item: JsonObject, context: PoamContext): PoamItem {
	const {values, errors: malformed} = readFields(item, poamFields);
	const {milestones, errors: badMilestones} = readMilestones(item['milestones']);
	const errors = [...malformed, ...badMilestones, ...judge(item, values, milestones, context)];
	return {values, milestones, errors: [...new Set(errors)].slice(0, 25)};
}

function judge(item: JsonObject, values: FieldValues, milestones: readonly SentMilestone[], context: PoamContext): readonly string[] {
	const {before, settings, isInherited} = context;
	if (before?.status === 'Archived') return ['status: an archived POA&M Item cannot be updated'];
	if (isInherited) return ['controlAcronym: the control is inherited; its POA&M Items are managed where it comes from'];
	if (before?.isInActivePackage) return ['poamId: the POA&M Item is in an active package'];
	const given = person.filter(name => !isBlank(values, name));
	return [
		...(before !== undefined && item['displayPoamId'] !== before.displayPoamId ? [typeof item['displayPoamId'] === 'number' ? 'displayPoamId: is not the one of this POA&M Item' : 'displayPoamId: is required'] : []),
		...requireFields(values, always),
		...(given.length > 0 ? requireFields(values, person, ' because a point of contact is given') : []),
		...(settings.requiresRiskFields ? requireFields(values, riskFields, ' on this instance') : []),
		...(before?.reviewStatus === 'Approved' ? requireFields(values, ['severity'], ' once approved') : []),
		...judgeStatus(values, milestones, context),
		...judgeDates(values, milestones, before),
	];
}

function judgeStatus(values: FieldValues, milestones: readonly SentMilestone[], {before, settings, now}: PoamContext): readonly string[] {
	const status = values['status'];
	const needsMilestone = `milestones: at least one is required when status is ${status}`;
	const left = (before?.activeMilestones ?? []).filter(id => !milestones.some(sent => sent.milestoneId === id && !sent.isActive));
	const hasMilestone = settings.countsMilestonesOf === 'body' ? milestones.length > 0 : left.length > 0 || milestones.some(({isActive}) => isActive);
	switch (status) {
		case 'Ongoing': return [...requireFields(values, ['scheduledCompletionDate'], ' when status is Ongoing'), ...(hasMilestone ? [] : [needsMilestone])];
		case 'Completed': {
			const completed = values['completionDate'];
			const isFuture = typeof completed === 'number' && completed > now;
			return [
				...requireFields(values, ['scheduledCompletionDate', 'completionDate', 'comments'], ' when status is Completed'),
				...(isFuture ? ['completionDate: cannot be in the future'] : []), ...(hasMilestone ? [] : [needsMilestone]),
			];
		}
		case 'Risk Accepted': return [
			...requireFields(values, ['comments'], ' when status is Risk Accepted'),
			...(isBlank(values, 'scheduledCompletionDate') ? [] : ['scheduledCompletionDate: is not allowed when status is Risk Accepted']),
			...(milestones.length === 0 ? [] : ['milestones: are not allowed when status is Risk Accepted']),
		];
		case 'Not Applicable': return ['status: Not Applicable is set through test results only'];
		case 'Archived': return before === undefined ? ['status: an archived POA&M Item cannot be created'] : [];
		default: return [];
	}
}

function judgeDates(values: FieldValues, milestones: readonly SentMilestone[], before: PoamBefore | undefined): readonly string[] {
	const scheduled = values['scheduledCompletionDate'] ?? null;
	const isFrozen = before?.reviewStatus === 'Approved' && (values['status'] === 'Ongoing' || values['status'] === 'Completed');
	if (isFrozen && scheduled !== before.scheduledCompletionDate) return ['scheduledCompletionDate: cannot be changed once the POA&M Item is approved; add a milestone with a later date to request an extension'];
	if (isFrozen) return [];
	return milestones.some(({isActive, date}) => isActive && date !== null && typeof scheduled === 'number' && date > scheduled) ? [milestoneTooLate] : [];
}

export const milestoneTooLate = 'milestones: scheduledCompletionDate cannot be later than that of the POA&M Item';

function readMilestones(given: JsonValue | undefined): {readonly milestones: readonly SentMilestone[]; readonly errors: readonly string[]} {
	if (given === undefined || given === null) return {milestones: [], errors: []};
	if (!Array.isArray(given)) return {milestones: [], errors: ['milestones: must be an array']};
	const read = (given as readonly JsonValue[]).map(item => readMilestone(isJsonObject(item) ? item : {}));
	return {milestones: read.map(({milestone}) => milestone), errors: read.flatMap(({errors}) => errors.map(error => `milestones.${error}`))};
}

/** One milestone as it was sent; `isActive` false says that none shall be made of it. */
export function readMilestone(item: JsonObject): {readonly milestone: SentMilestone; readonly errors: readonly string[]} {
	const {values, errors} = readFields(item, milestoneFields);
	const {milestoneId, description, scheduledCompletionDate} = values;
	const milestone = {
		milestoneId: typeof milestoneId === 'number' ? milestoneId : null, description: typeof description === 'string' ? description : null,
		date: typeof scheduledCompletionDate === 'number' ? scheduledCompletionDate : null, isActive: item['isActive'] !== false,
	};
	return {milestone, errors: [...errors, ...(milestone.isActive ? requireFields(values, ['description', 'scheduledCompletionDate']) : [])]};
}
