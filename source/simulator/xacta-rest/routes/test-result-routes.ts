import {envelope} from '../http/envelope.js';
import type {Route} from '../http/route.js';
import type {Instance} from '../instance.js';
import {controlOf, judgeTestResult} from '../rules/test-result-rules.js';
import {readControls} from '../state/queries.js';
import {addTestResult, readTestResults} from '../state/test-results.js';
import {findSystem} from './find-system.js';
import {writeItems} from './write-items.js';

const listOf = (text: string | null): readonly string[] | undefined => text?.split(',').map(part => part.trim());

/** Results of tests are added, and neither changed nor deleted. */
export function testResultRoutes(instance: Instance): readonly Route[] {
	const path = '/api/systems/:systemId/test-results';
	return [
		{method: 'GET', path, handle: async call => {
			const system = await findSystem(instance, call);
			const rows = await readTestResults(instance.pool, system.systemId, {
				acronyms: listOf(call.query.get('controlAcronyms')), procedures: listOf(call.query.get('assessmentProcedures')), latestOnly: call.query.get('latestOnly') !== 'false',
			});
			return envelope(rows.map(row => ({
				systemId: system.number, controlAcronym: row.acronym, assessmentProcedure: row.procedure, cci: null, isInherited: false, testedBy: row.testedBy,
				testDate: instance.codec.toSeconds(row.testDate), description: row.description, complianceStatus: row.complianceStatus, type: 'Self-Assessment',
			})));
		}},
		{method: 'POST', path, handle: async call => {
			const system = await findSystem(instance, call);
			return writeItems(instance, call, async (hand, item) => {
				const {values, errors} = judgeTestResult(item, hand.now.getTime() / 1000);
				const names = {systemId: system.number, assessmentProcedure: item['assessmentProcedure'] ?? null, cci: null};
				if (errors.length > 0) return {names, errors};
				const [control] = await readControls(hand.client, system.systemId, [controlOf(String(values['assessmentProcedure']))], 'for update of c');
				if (control === undefined) return {names, errors: ['assessmentProcedure: is of no control of this system']};
				if (control.isInherited) return {names, errors: ['assessmentProcedure: the control is inherited; it is tested where it comes from']};
				await addTestResult(hand, system.systemId, control, values);
				return {names, errors: []};
			});
		}},
	];
}
