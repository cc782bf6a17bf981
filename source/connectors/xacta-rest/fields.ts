import {designations, frequencies, implementationStatuses, levels, methods, poamStatuses, providers, type WordList} from './words.js';

/**
 * One field of the API. Where the tables of the database profile have a column of the same meaning, `name` is that
 * column's, so that the same mappings serve both; else it is the API's own. Fields that are not listed keep their names
 * and values.
 */
export type FieldShape = {
	readonly wire: string;
	readonly name: string;
	/** `id` is a number that is told as text, `day` Unix seconds of a midnight, `time` of a moment. */
	readonly kind: 'text' | 'word' | 'day' | 'time' | 'id';
	readonly words?: WordList;
	/** `create` only once. */
	readonly isWritable: boolean | 'create';
};

const read = (wire: string, name: string, kind: FieldShape['kind'] = 'text'): FieldShape => ({wire, name, kind, isWritable: false});
const text = (wire: string, name = wire): FieldShape => ({wire, name, kind: 'text', isWritable: true});
const day = (wire: string, name = wire): FieldShape => ({wire, name, kind: 'day', isWritable: true});
const word = (wire: string, words: WordList, name = wire): FieldShape => ({wire, name, kind: 'word', words, isWritable: true});

export const systemFields: readonly FieldShape[] = [
	read('systemId', 'system_id', 'id'), read('name', 'system_name'), read('systemType', 'system_type'), read('owningOrganization', 'responsible_organization'),
	read('authorizationDate', 'authorization_date', 'day'), read('authorizationTerminationDate', 'authorization_termination_date', 'day'),
	read('securityReviewCompletionDate', 'last_assessment_date', 'day'), read('nextSecurityReviewDueDate', 'nextSecurityReviewDueDate', 'day'),
];

export const controlFields: readonly FieldShape[] = [
	read('systemId', 'system_id', 'id'), read('acronym', 'control_number'), read('name', 'control_title'), read('complianceStatus', 'assessment_status'),
	word('implementationStatus', implementationStatuses, 'implementation_status'), text('implementationNarrative', 'implementation_description'),
	text('responsibleEntities', 'responsible_role'), word('slcmFrequency', frequencies, 'assessment_frequency'),
	day('estimatedCompletionDate'), word('controlDesignation', designations), text('naJustification'), word('commonControlProvider', providers),
	text('slcmCriticality'), word('slcmMethod', methods), text('slcmReporting'), text('slcmTracking'), text('slcmComments'),
	word('severity', levels), word('relevanceOfThreat', levels), word('likelihood', levels), word('impact', levels), text('impactDescription'),
	word('residualRiskLevel', levels), text('vulnerabiltySummary'), text('recommendations'), text('mitigations'), text('testMethod'),
];

export const poamFields: readonly FieldShape[] = [
	{wire: 'systemId', name: 'system_id', kind: 'id', isWritable: 'create'}, read('poamId', 'poam_id', 'id'),
	{wire: 'controlAcronym', name: 'control_id', kind: 'text', isWritable: 'create'},
	text('vulnerabilityDescription', 'weakness_description'), text('resources', 'resources_required'), word('status', poamStatuses, 'poam_status'),
	word('severity', levels, 'risk_rating'), day('scheduledCompletionDate', 'scheduled_completion_date'), day('completionDate', 'actual_completion_date'),
	read('createdDate', 'created_date', 'time'), read('extensionDate', 'extensionDate', 'day'), read('pendingExtensionDate', 'pendingExtensionDate', 'day'),
	text('sourceIdentifyingVulnerability', 'weakness_type'), text('comments'), text('mitigations'), text('recommendations'), text('securityChecks'), text('devicesAffected'),
	text('assessmentProcedure'), text('rawSeverity'), word('relevanceOfThreat', levels), word('likelihood', levels), word('impact', levels), text('impactDescription'),
	word('residualRiskLevel', levels), word('resultingResidualRiskLevelAfterProposedMitigations', levels), text('predisposingConditions'), text('threatDescription'),
	text('pocOrganization'), text('pocFirstName'), text('pocLastName'), text('pocEmail'), text('pocPhoneNumber'),
];

/** Composed of several fields of the API, or an endpoint of its own: no plain field, and writable all the same. */
export const personField = 'responsible_individual';
export const milestonesField = 'milestones';
/** The last result of a test: changed by adding another. */
export const assessmentField = 'assessment_status';

export const writableNames = (fields: readonly FieldShape[]): readonly string[] => fields.filter(({isWritable}) => isWritable === true).map(({name}) => name);

/** What only a new record may be given. */
export const creatableNames = (fields: readonly FieldShape[]): readonly string[] => fields.filter(({isWritable}) => isWritable === 'create').map(({name}) => name);

/** What the API shows and does not take back: it is left out of the full record that a write sends. */
export const readOnlyControlFields: ReadonlySet<string> = new Set([
	'systemId', 'name', 'ccis', 'isInherited', 'modifiedByOverlays', 'includedStatus', 'complianceStatus',
]);
export const readOnlyPoamFields: ReadonlySet<string> = new Set([
	'systemId', 'isInherited', 'conditionId', 'cci', 'reviewStatus', 'createdDate', 'extensionDate', 'pendingExtensionDate', 'artifacts', 'milestones',
]);
