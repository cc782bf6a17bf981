import type {JsonObject} from '../../core/json.js';
import type {Organization} from '../organization.js';
import type {OrganizationPoam} from '../organization/poam.js';
import type {XactaTable} from './schema.js';

/** The rows of each table as an organization's people would have written them, computed as they are asked for. */
export const rowsOf: Readonly<Record<XactaTable, (organization: Organization) => Iterable<JsonObject>>> = {
	systems: organization => organization.systems.map(system => ({
		system_id: system.systemId, system_name: system.name, system_type: system.systemType, authorization_boundary: system.authorizationBoundary,
		responsible_organization: system.responsibleOrganization, system_owner: system.systemOwner.name, isso_name: system.isso.name,
		authorizing_official: system.authorizingOfficial.name, authorization_date: system.authorizationDate,
		authorization_termination_date: system.authorizationTerminationDate, last_assessment_date: system.lastAssessmentDate, active: true,
	})),
	system_components: componentRows,
	controls: controlRows,
	control_implementations: organization => implementationRows(organization),
	control_assessments: assessmentRows,
	control_evidence: evidenceRows,
	poams: organization => poams(organization).map(poamRow),
	poam_milestones: organization => poams(organization).flatMap(milestoneRows),
};

const time = (epochMs: number): string => new Date(epochMs).toISOString();

function* poams(organization: Organization): Generator<OrganizationPoam> {
	for (let index = 0; index < organization.counts.poams; index++) yield organization.poamAt(index);
}

function* controls(organization: Organization) {
	for (const system of organization.systems) yield* organization.controlsOfSystem(system.index);
}

/** Components are the scanner's hosts; some were entered with a full name or in capitals. */
function* componentRows(organization: Organization): Generator<JsonObject> {
	for (let index = 0; index < organization.counts.assets; index++) {
		const asset = organization.assetAt(index);
		yield {
			component_id: `CMP-${String(index + 1).padStart(6, '0')}`, system_id: asset.systemId, component_name: asset.hostname, component_type: asset.role.deviceType,
			ip_address: asset.ipv4, hostname: index % 9 === 4 ? asset.fqdn : index % 13 === 7 ? asset.hostname.toUpperCase() : asset.hostname,
			operating_system: asset.operatingSystem, function_description: `${asset.environment} ${asset.role.code} host in ${asset.location}`,
			data_sensitivity_level: asset.criticality === 'critical' || asset.criticality === 'high' ? 'high' : asset.criticality === 'medium' ? 'moderate' : 'low',
		};
	}
}

function* controlRows(organization: Organization): Generator<JsonObject> {
	const known = new Set<string>();
	for (const control of controls(organization)) {
		if (known.has(control.controlId)) continue;
		known.add(control.controlId);
		yield {
			control_id: control.controlId, control_number: zeroPadded(control.controlId), control_title: control.title,
			// Names of families were typed by whoever entered the control.
			control_family: known.size % 17 === 5 ? control.familyName.toUpperCase() : known.size % 19 === 11 ? control.family : control.familyName,
		};
	}
}

/** "AC-2(3)" → "AC-02(03)". */
const zeroPadded = (controlId: string): string => controlId.replaceAll(/\d+/g, digits => digits.padStart(2, '0'));

/** As the lists of such forms offer them. */
const frequencyWords: Readonly<Record<number, string>> = {1: 'Monthly', 3: 'Quarterly', 6: 'Semi-Annually', 12: 'Annually', 24: 'Every Two Years', 36: 'Every Three Years'};

function* implementationRows(organization: Organization): Generator<JsonObject> {
	for (const control of controls(organization)) {
		yield {
			control_id: control.controlId, system_id: control.systemId, implementation_status: control.implementationStatus,
			assessment_status: control.assessmentStatus, implementation_description: control.implementationDescription,
			responsible_role: control.responsibleRole, last_assessment_date: control.lastAssessmentDate, next_assessment_date: control.nextAssessmentDate,
			assessment_frequency: frequencyWords[control.assessmentFrequencyMonths] ?? `Every ${control.assessmentFrequencyMonths} Months`, updated_date: time(control.updatedAt), updated_by: control.updatedBy,
		};
	}
}

function* assessmentRows(organization: Organization): Generator<JsonObject> {
	for (const control of controls(organization)) {
		yield {
			control_id: control.controlId, system_id: control.systemId, assessment_date: control.lastAssessmentDate, assessor_name: control.assessor,
			assessment_result: control.assessmentStatus, finding_details: control.findingDetails, recommendation: control.recommendation,
			evidence_reference: control.evidence[0]?.filePath ?? null,
		};
	}
}

function* evidenceRows(organization: Organization): Generator<JsonObject> {
	const today = organization.now.toISOString().slice(0, 10);
	for (const control of controls(organization)) {
		for (const evidence of control.evidence) {
			yield {
				control_id: control.controlId, system_id: control.systemId, evidence_type: evidence.type, evidence_title: evidence.title,
				evidence_description: null, file_path: evidence.filePath, collection_date: evidence.collectionDate, expiration_date: evidence.expirationDate,
				is_current: evidence.expirationDate >= today, created_date: time(control.updatedAt), created_by: control.updatedBy,
			};
		}
	}
}

function poamRow(poam: OrganizationPoam): JsonObject {
	return {
		poam_id: poam.poamId, system_id: poam.systemId, control_id: poam.controlIdAsWritten, weakness_description: poam.weaknessDescription,
		weakness_type: poam.weaknessType, resources_required: `${poam.resourcesRequired}, ${poam.cost}`, scheduled_completion_date: poam.scheduledCompletionDate,
		actual_completion_date: poam.actualCompletionDate, poam_status: poam.status, milestone_changes: poam.milestoneChanges,
		risk_rating: poam.riskRating, responsible_individual: poam.responsible.name, deviation_rationale: poam.deviationRationale,
		created_date: time(poam.createdAt), created_by: poam.createdBy, updated_date: time(poam.updatedAt), updated_by: poam.updatedBy,
	};
}

const milestoneRows = (poam: OrganizationPoam): JsonObject[] => poam.milestones.map(milestone => ({
	milestone_id: milestone.milestoneId, poam_id: poam.poamId, milestone_description: milestone.description, scheduled_date: milestone.scheduledDate,
	actual_date: milestone.actualDate, milestone_status: milestone.status, comments: milestone.comments,
}));
