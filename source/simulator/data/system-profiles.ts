export type Baseline = 'low' | 'moderate' | 'high';
export type SystemType = 'Major Application' | 'General Support System';

/** What one system of an invented organization is called and how it is categorized. */
export type SystemProfile = {
	readonly name: string;
	readonly acronym: string;
	readonly systemType: SystemType;
	readonly baseline: Baseline;
	readonly boundary: string;
	readonly organization: string;
};

const profile = (
	acronym: string, name: string, systemType: SystemType, baseline: Baseline, boundary: string, organization: string,
): SystemProfile => ({acronym, name, systemType, baseline, boundary, organization});

const application = 'Major Application';
const support = 'General Support System';

/** The first five carry 374 + 291 + 291 + 291 + 153 controls, tailoring included: 1,400 in all. */
export const systemProfiles: readonly SystemProfile[] = [
	profile('EDS', 'Enterprise Database Systems', support, 'high', 'Database clusters, their storage and backup hosts in both data centers', 'Data Services Branch'),
	profile('PWS', 'Public Web Services', application, 'moderate', 'Public web servers, content delivery and their load balancers', 'Digital Services Office'),
	profile('FMS', 'Financial Management System', application, 'moderate', 'Ledger, payment and reporting servers with their interfaces', 'Office of the Comptroller'),
	profile('IAS', 'Identity and Access Services', support, 'moderate', 'Directory, certificate and single sign-on servers', 'Cyber Operations Branch'),
	profile('FLN', 'Field Office Local Networks', support, 'low', 'Routers, firewalls and file servers of the field offices', 'Infrastructure Division'),
	profile('MAP', 'Mission Analytics Platform', application, 'moderate', 'Analytics cluster, notebooks and their object store', 'Data Services Branch'),
	profile('HRS', 'Human Resources Suite', application, 'moderate', 'Personnel and time-keeping servers', 'Human Capital Office'),
	profile('CMS', 'Case Management System', application, 'high', 'Case files, search and document servers', 'Office of General Counsel'),
	profile('EMS', 'Enterprise Mail Services', support, 'moderate', 'Mail relays, mailbox stores and filters', 'Infrastructure Division'),
	profile('LIS', 'Laboratory Information System', application, 'moderate', 'Sample tracking servers and instrument gateways', 'Science Directorate'),
	profile('SOC', 'Security Operations Tooling', support, 'high', 'Log collectors, scanners and analyst workstations', 'Cyber Operations Branch'),
	profile('DVS', 'Development and Test Services', support, 'low', 'Build servers, repositories and test hosts', 'Digital Services Office'),
];
