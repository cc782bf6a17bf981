import {chain, field, lowercase, mapValues, minLength, required, trim} from '../support/mapping.js';
import {controlFamilies} from './control-families.js';

const controlId = {type: 'control_id'};
const text = trim;

// The spellings that are met in exports, each with the one that Parley keeps.
const activity = chain(lowercase, mapValues({true: 'active', t: 'active', y: 'active', yes: 'active', 1: 'active', false: 'inactive', f: 'inactive', n: 'inactive', no: 'inactive', 0: 'inactive'}));
const implementation = chain(trim, lowercase, mapValues({
	'partially implemented': 'partially_implemented', partial: 'partially_implemented', 'not implemented': 'not_implemented',
	'not applicable': 'not_applicable', 'not-applicable': 'not_applicable', 'n/a': 'not_applicable', 'manually inherited': 'inherited',
}));
const assessment = chain(trim, lowercase, mapValues({
	'not satisfied': 'not_satisfied', 'not-satisfied': 'not_satisfied', 'other than satisfied': 'other_than_satisfied',
	compliant: 'satisfied', 'non-compliant': 'not_satisfied', 'not applicable': 'not_applicable',
}));
const poamStatus = chain(trim, lowercase, mapValues({'in progress': 'ongoing', in_progress: 'ongoing', open: 'ongoing', closed: 'completed', complete: 'completed', risk_accepted: 'risk accepted', not_applicable: 'not applicable'},
	{'risk accepted': 'risk_accepted', 'not applicable': 'not_applicable'}));
const risk = chain(trim, lowercase, mapValues({medium: 'moderate', med: 'moderate', 'very high': 'very_high', 'very low': 'very_low'}));
const months = chain(trim, lowercase, mapValues({
	monthly: 1, quarterly: 3, 'semi-annually': 6, semiannually: 6, 'semi-annual': 6, annually: 12, annual: 12, yearly: 12,
	'every two years': 24, biennially: 24, 'every three years': 36, triennially: 36, continuously: 1, constantly: 1, daily: 1, weekly: 1, undetermined: null, '': null,
}));

const familySpellings = Object.entries(controlFamilies).flatMap(([id, name]) =>
	[id, id.toLowerCase(), name.toLowerCase(), name.toUpperCase(), `${id} - ${name}`].map(spelling => [spelling, name]));

const system = [
	required('system_id', 'system_id', chain({type: 'to_text'}, trim), [minLength(1)]),
	field('system_name', 'name', text),
	field('system_type', 'system_type', text),
	field('authorization_boundary', 'authorization_boundary', text),
	field('responsible_organization', 'responsible_organization', text),
	field('system_owner', 'system_owner', text),
	field('isso_name', 'information_system_security_officer', text),
	field('authorizing_official', 'authorizing_official', text),
	field('authorization_date', 'authorization_date'),
	field('authorization_termination_date', 'authorization_termination_date'),
	field('last_assessment_date', 'last_assessment_date'),
	field('active', 'status', activity),
];

// A row of control_implementations, joined to its control.
const control = [
	required('system_id', 'system_id', chain({type: 'to_text'}, trim), [minLength(1)]),
	required('control_number', 'control_id', controlId, [minLength(1)]),
	field('control_title', 'control_title', text),
	field('control_family', 'family', chain(trim, mapValues(Object.fromEntries(familySpellings)))),
	field('implementation_status', 'implementation_status', implementation),
	field('assessment_status', 'assessment_status', assessment),
	field('implementation_description', 'implementation_guidance'),
	field('responsible_role', 'responsible_role', text),
	field('last_assessment_date', 'last_assessed'),
	field('next_assessment_date', 'next_assessment_date'),
	field('assessment_frequency', 'assessment_frequency_months', months),
];

// A row of poams; the connector adds "milestones", the list of its rows of poam_milestones.
const poam = [
	required('poam_id', 'poam_id', chain({type: 'to_text'}, trim), [minLength(1)]),
	field('system_id', 'system_id', chain({type: 'to_text'}, trim)),
	field('control_id', 'security_control', controlId),
	field('weakness_description', 'weakness_description'),
	field('weakness_type', 'source', text),
	field('resources_required', 'resources'),
	field('scheduled_completion_date', 'scheduled_completion'),
	field('poam_status', 'status', poamStatus),
	field('risk_rating', 'risk_rating', risk),
	field('responsible_individual', 'poc', text),
	field('deviation_rationale', 'deviation_rationale'),
	field('milestones', 'milestone_schedule'),
];

// A row of system_components. No policy syncs them: they are matched with the hosts that the scanner found.
const asset = [
	field('hostname', 'hostname', text),
	field('ip_address', 'ip_addresses', text),
	field('system_id', 'system_id', chain({type: 'to_text'}, trim)),
];

export const xactaMappings = {system, control, poam, asset};
