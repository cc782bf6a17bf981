/** Words for invented POA&Ms, our own. */
export const mitigations: readonly string[] = [
	'Access to the affected service is limited to the management network until the fix is in place.',
	'The web application firewall blocks the known request patterns.',
	'Hosts are watched by the security operations center with a dedicated alert.',
	'The service is stopped outside business hours.',
	'Multi-factor authentication is required for all administrators of the affected hosts.',
];

export const resources: readonly string[] = [
	'2 staff weeks, System Administrator', '40 hours, Database Administrator', 'Vendor support contract', '1 staff week, Network Engineer',
	'Maintenance window and 16 staff hours', 'Replacement hardware',
];

export const deviations: readonly string[] = [
	'The vendor has no fix for this version; an upgrade is planned with the next release.',
	'The finding comes from a back-ported package whose version string did not change.',
];

export const milestoneSteps: readonly string[] = [
	'Confirm the affected hosts with a targeted scan', 'Test the fix in the staging environment', 'Apply the fix in production during the maintenance window',
	'Scan again and attach the results as evidence', 'Update the configuration baseline', 'Order replacement hardware',
];

export const milestoneChanges: readonly string[] = [
	'Second milestone moved by 30 days: the maintenance window was cancelled.', 'Completion moved by 45 days: waiting for the vendor.',
];

/** Costs as people write them into such a form. */
export const costs: readonly string[] = ['$2,500', '$12,000', '4000', '$0', '18500.00', '$7,250', '950'];
