/** What a host is for; decides its name, its operating system and which plugins can fire on it. */
export type AssetRole = {
	readonly name: string;
	/** Stands in the host's name. */
	readonly code: string;
	readonly weight: number;
	readonly operatingSystems: readonly string[];
	readonly deviceType: string;
	/** Share of hosts that carry an agent. */
	readonly agentShare: number;
	readonly software: readonly string[];
};

const linux = [
	'Linux Kernel 5.15 on Ubuntu 22.04', 'Linux Kernel 5.14 on Red Hat Enterprise Linux 9', 'Linux Kernel 4.18 on Red Hat Enterprise Linux 8',
	'Linux Kernel 3.10 on CentOS Linux release 7.9',
];
const windows = ['Microsoft Windows Server 2019 Standard', 'Microsoft Windows Server 2022 Standard', 'Microsoft Windows Server 2016 Standard'];

export const assetRoles: readonly AssetRole[] = [
	{name: 'web server', code: 'web', weight: 26, operatingSystems: linux, deviceType: 'general-purpose', agentShare: 0.8, software: ['cpe:/a:php:php:5.3.8', 'cpe:/a:apache:http_server:2.4.57']},
	{name: 'application server', code: 'app', weight: 24, operatingSystems: [...linux, ...windows], deviceType: 'general-purpose', agentShare: 0.85, software: ['cpe:/a:oracle:jre:1.8.0_301', 'cpe:/a:apache:tomcat:9.0.71']},
	{name: 'database server', code: 'db', weight: 18, operatingSystems: linux, deviceType: 'general-purpose', agentShare: 0.9, software: ['cpe:/a:postgresql:postgresql:14.9', 'cpe:/a:openbsd:openssh:8.7']},
	{name: 'file server', code: 'fs', weight: 10, operatingSystems: windows, deviceType: 'general-purpose', agentShare: 0.8, software: ['cpe:/a:microsoft:ie:11.0']},
	{name: 'workstation', code: 'ws', weight: 14, operatingSystems: ['Microsoft Windows 11 Enterprise', 'Microsoft Windows 10 Enterprise', 'Mac OS X 13.6'], deviceType: 'general-purpose', agentShare: 0.95, software: ['cpe:/a:mozilla:firefox:115.3']},
	{name: 'router', code: 'rtr', weight: 5, operatingSystems: ['Cisco IOS 15.2', 'Cisco IOS XE 17.6'], deviceType: 'router', agentShare: 0, software: []},
	{name: 'firewall', code: 'fw', weight: 3, operatingSystems: ['Palo Alto Networks PAN-OS 10.2'], deviceType: 'firewall', agentShare: 0, software: []},
];

export const locations: readonly string[] = ['Arlington', 'Denver', 'Lisbon', 'Norfolk', 'San Antonio', 'Tampa'];
