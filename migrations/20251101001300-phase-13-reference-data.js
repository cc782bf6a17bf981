import {phase} from './support/phase.js';

export const {up, down} = phase(import.meta.url, async schema => {
	await schema.ensureTable('reference_controls', [
		'control_id varchar(20) primary key',
		'title text not null',
		'family_id varchar(5) not null',
		'family text not null',
		'in_low_baseline boolean not null',
		'in_moderate_baseline boolean not null',
		'in_high_baseline boolean not null',
	]);
	await schema.ensureTable('reference_known_exploited', [
		'cve_id varchar(30) primary key',
		'vendor text not null',
		'product text not null',
		'vulnerability_name text not null',
		'date_added date not null',
		'due_date date not null',
		'is_used_by_ransomware boolean not null',
	]);
});
