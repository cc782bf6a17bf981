import {remediationTerms} from './data/remediation-terms.js';
import {insertMissing} from './support/insert-missing.js';
import {seeder} from './support/seeder.js';

export const {up, down} = seeder({
	up: run => insertMissing(run, 'remediation_terms', ['severity'], remediationTerms),
	down: run => run('delete from remediation_terms'),
});
