import type {JsonObject} from '../../../core/json.js';
import {choices} from '../words.js';
import {readFields, requireFields, type FieldRule, type FieldValues} from './read-fields.js';

const fields: readonly FieldRule[] = [
	{name: 'testedBy', kind: 'text', limit: 100}, {name: 'testDate', kind: 'date'}, {name: 'description', kind: 'text', limit: 4000},
	{name: 'complianceStatus', kind: 'text', choices: choices.complianceStatus}, {name: 'assessmentProcedure', kind: 'text', limit: 100},
];

/** Reads and judges one result of a test. `now` in Unix seconds. */
export function judgeTestResult(item: JsonObject, now: number): {readonly values: FieldValues; readonly errors: readonly string[]} {
	const {values, errors} = readFields(item, fields);
	const isAhead = typeof values['testDate'] === 'number' && values['testDate'] > now;
	return {values, errors: [...new Set([...errors, ...requireFields(values, fields.map(({name}) => name)), ...(isAhead ? ['testDate: cannot be in the future'] : [])])].slice(0, 25)};
}

/** The control that an assessment procedure is about: "AC-2(1).3" is the third of AC-2(1). */
export const controlOf = (procedure: string): string => procedure.replace(/\.\d+$/, '');
