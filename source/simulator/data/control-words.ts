/** Words for invented control narratives, our own. */
export const responsibleRoles: readonly string[] = [
	'System Administrator', 'Information System Security Officer', 'System Owner', 'Network Engineer', 'Database Administrator',
	'Security Control Assessor', 'Facility Manager', 'Configuration Manager',
];

export const implementationSentences: readonly string[] = [
	'The procedure is written down, was approved by the system owner and is reviewed every year.',
	'Configuration is kept in the change system and compared with the running hosts every night.',
	'The organization-wide service provides this for all hosts inside the boundary.',
	'Administrators receive an automatic notice and act on it within one business day.',
	'Exceptions are recorded with a reason, an approver and an end date.',
	'Logs are sent to the central collector, where alerts are raised and kept for one year.',
	'The setting is enforced by the baseline image and cannot be changed locally.',
];

export const findingSentences: readonly string[] = [
	'Two of twelve sampled hosts did not carry the approved setting.',
	'The review was done, but its record has no date and no signature.',
	'Accounts of people who left stayed enabled for more than thirty days.',
	'The plan names a role that no longer exists.',
	'Evidence covers the primary site only.',
];

export const evidenceTitles: readonly string[] = [
	'Signed procedure', 'Configuration export', 'Screenshot of the setting', 'Scan results', 'Meeting minutes', 'Training roster', 'Access review sheet',
];
