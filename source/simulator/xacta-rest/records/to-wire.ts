import type {JsonObject, JsonValue} from '../../../core/json.js';
import {controlFields} from '../rules/control-rules.js';
import {poamFields} from '../rules/poam-rules.js';
import type {FieldRule} from '../rules/read-fields.js';
import type {ControlRow, MilestoneRow, PoamRow, SystemRow} from '../state/queries.js';
import type {DateCodec} from '../unix-date.js';
import {complianceStatus, implementationStatus, poamSeverity, poamStatus, systemType, toShown} from '../words.js';

/** Rows as the API shows them. It names every field and gives null where there is nothing. */

const absent = (rules: readonly FieldRule[]): JsonObject => Object.fromEntries(rules.map(({name}) => [name, null]));

export function toWireSystem(row: SystemRow, {toSeconds}: DateCodec, today: string): JsonObject {
	const isCurrent = row.terminates === null || row.terminates >= today;
	return {
		systemId: row.number, policy: 'RMF', registrationType: 'Assess and Authorize', name: row.name, acronym: null, description: row.boundary, instance: 'Simulated',
		owningOrganization: row.organization, secondaryOrganization: null, systemType: toShown(systemType, row.systemType), isNSS: false, isFinancialManagement: false,
		authorizationStatus: !row.isActive ? 'Decommissioned' : row.authorized === null ? 'Not Yet Authorized' : isCurrent ? 'Authorization to Operate (ATO)' : 'Expired',
		authorizationDate: toSeconds(row.authorized), authorizationTerminationDate: toSeconds(row.terminates), securityReviewCompletionDate: toSeconds(row.assessed),
		confidentiality: null, integrity: null, availability: null, currentRmfLifecycleStep: null, isHVA: null, hasOpenPoamItem: row.hasOpenPoams,
		hasOpenPoamItem90to120PastScheudledCompletionDate: false, userDefinedField1: null, userDefinedField2: null, ...row.fields,
	};
}

export function toWireControl(row: ControlRow, systemNumber: number, {toSeconds}: DateCodec): JsonObject {
	const {estimatedCompletionDate, ...kept} = row.fields;
	return {
		...absent(controlFields), ...kept,
		systemId: systemNumber, name: row.title, acronym: row.controlId, ccis: null, isInherited: row.isInherited, modifiedByOverlays: null, includedStatus: 'Baseline',
		complianceStatus: row.assessmentStatus === null ? textOf(kept['complianceStatus']) : toShown(complianceStatus, row.assessmentStatus), responsibleEntities: row.role, implementationNarrative: row.narrative,
		implementationStatus: toShown(implementationStatus, row.implementationStatus, kept['implementationStatus']), slcmFrequency: row.frequency,
		estimatedCompletionDate: toSeconds(textOf(estimatedCompletionDate)),
	};
}

export function toWirePoam(row: PoamRow, systemNumber: number, codec: DateCodec): JsonObject {
	const {toSeconds} = codec;
	const {severity, pocFirstName, pocLastName, ...kept} = row.fields ?? {};
	return {
		...absent(poamFields), ...kept,
		systemId: systemNumber, poamId: row.number, displayPoamId: row.number, isInherited: row.isInherited, conditionId: null,
		controlAcronym: row.controlId, status: toShown(poamStatus, row.status), reviewStatus: row.reviewStatus,
		vulnerabilityDescription: row.description, resources: row.resources, severity: toShown(poamSeverity, row.rating, severity),
		...personNames(row.responsible, textOf(pocFirstName), textOf(pocLastName)),
		scheduledCompletionDate: toSeconds(row.scheduled), completionDate: toSeconds(row.completed), extensionDate: toSeconds(row.extension),
		pendingExtensionDate: toSeconds(row.pendingExtension), createdDate: row.createdAt,
		milestones: row.milestones.map(milestone => toWireMilestone(milestone, row, systemNumber, codec)),
	};
}

export const toWireMilestone = (row: MilestoneRow, poam: Pick<PoamRow, 'number' | 'reviewStatus'>, systemNumber: number, {toSeconds}: DateCodec): JsonObject => ({
	systemId: systemNumber, poamId: poam.number, milestoneId: row.number, description: row.description, scheduledCompletionDate: toSeconds(row.date),
	reviewStatus: poam.reviewStatus, isActive: row.isActive, createdBy: row.createdBy, createdDate: row.createdAt,
});

/** The table has one column for a person: what the API was told counts while it makes that name, else the last word is the family name. */
function personNames(whole: string | null, first: string | null, last: string | null): JsonObject {
	if (whole === null) return {pocFirstName: null, pocLastName: null};
	if (first !== null && last !== null && `${first} ${last}` === whole) return {pocFirstName: first, pocLastName: last};
	const blank = whole.lastIndexOf(' ');
	return {pocFirstName: blank === -1 ? null : whole.slice(0, blank), pocLastName: whole.slice(blank + 1)};
}

const textOf = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null);
