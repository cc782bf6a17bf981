import type {JsonObject} from '../../../core/json.js';
import {choices} from '../words.js';
import {isBlank, readFields, requireFields, type FieldRule, type FieldValues} from './read-fields.js';

const text = (name: string): FieldRule => ({name, kind: 'text', limit: 2000});
const word = (name: string, words: readonly string[]): FieldRule => ({name, kind: 'text', choices: words});

export const controlFields: readonly FieldRule[] = [
	text('responsibleEntities'), word('controlDesignation', choices.controlDesignation), {name: 'estimatedCompletionDate', kind: 'date'}, text('implementationNarrative'),
	word('implementationStatus', choices.implementationStatus), word('commonControlProvider', choices.commonControlProvider), text('naJustification'),
	text('slcmCriticality'), word('slcmFrequency', choices.frequency), word('slcmMethod', choices.method), text('slcmReporting'), text('slcmTracking'), text('slcmComments'),
	word('severity', choices.level), text('vulnerabiltySummary'), text('recommendations'), word('relevanceOfThreat', choices.level), word('likelihood', choices.level),
	word('impact', choices.level), text('impactDescription'), word('residualRiskLevel', choices.level), word('testMethod', choices.testMethod), text('mitigations'),
];

const always = ['responsibleEntities', 'controlDesignation', 'estimatedCompletionDate', 'implementationNarrative'];
const monitoring = ['slcmCriticality', 'slcmFrequency', 'slcmMethod', 'slcmReporting', 'slcmTracking', 'slcmComments'];
const byStatus: Readonly<Record<string, readonly string[]>> = {
	'Planned': monitoring, 'Implemented': monitoring, 'Not Applicable': ['naJustification'], 'Manually Inherited': ['commonControlProvider', ...monitoring],
};
const riskFields = ['severity', 'relevanceOfThreat', 'likelihood', 'impact', 'residualRiskLevel'];

/** Reads and judges one item of a PUT on a control that the system has. A field that is left out is blank. */
export function judgeControl(item: JsonObject, isInherited: boolean): {readonly values: FieldValues; readonly errors: readonly string[]} {
	const {values, errors} = readFields(item, controlFields);
	const status = String(values['implementationStatus']);
	const all = [
		...errors,
		...requireFields(values, always),
		...requireFields(values, byStatus[status] ?? [], ` when implementationStatus is ${status}`),
		...(isInherited ? riskFields.filter(name => !isBlank(values, name)).map(name => `${name}: cannot be written for an inherited control`) : []),
	];
	return {values, errors: [...new Set(all)].slice(0, 25)};
}
