import type {Command} from './command.js';
import {policiesShow} from './policies-show.js';

/** What is shown is what "import" takes; the name is the one by which mappings are written out. */
export const policiesExport: Command = {
	...policiesShow,
	name: 'policies export',
	summary: 'Write the policy of one pair as a JSON document, as "policies import" takes it.',
	examples: ['parley policies export "Xacta 360" poam > poam-policy.json'],
};
