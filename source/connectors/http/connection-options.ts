import {readFileSync} from 'node:fs';
import type {ConnectorOption} from '../../core/connector.js';
import type {JsonObject} from '../../core/json.js';
import {AppError} from '../../errors/app-error.js';
import type {TransportOptions} from './transport.js';

/** Options that every connector over HTTP has. */
export const httpOptions: readonly ConnectorOption[] = [
	{name: 'ca_file', help: 'PEM file of the authority that signed the server\'s certificate, beside those that come with Node.', isRequired: false, isSecret: false},
	{name: 'client_certificate_file', help: 'PEM file of the certificate that the server asks of Parley.', isRequired: false, isSecret: false},
	{name: 'client_key_file', help: 'PEM file of the key of that certificate, without a passphrase.', isRequired: false, isSecret: false},
	{name: 'proxy_url', help: 'HTTP proxy that all requests go through: http://host:port.', isRequired: false, isSecret: false},
];

/** The text of one option; undefined when it is absent or empty. */
export function readOption(config: JsonObject, name: string): string | undefined {
	const value = config[name];
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Reads the files that the options name. Throws CONNECTION_CONFIG_INVALID. */
export function readTransportOptions(config: JsonObject, systemName: string): TransportOptions {
	const read = (name: string): string | undefined => {
		const path = readOption(config, name);
		return path === undefined ? undefined : readPem(path, name, systemName);
	};

	const ca = read('ca_file');
	const clientCertificate = read('client_certificate_file');
	const clientKey = read('client_key_file');
	const proxyUrl = readOption(config, 'proxy_url');
	if ((clientCertificate === undefined) !== (clientKey === undefined)) {
		throw invalid(systemName, 'has only one of client_certificate_file and client_key_file', 'Set both, or neither.');
	}

	if (proxyUrl !== undefined) checkProxy(proxyUrl, systemName);
	return {
		...(ca !== undefined && {ca}),
		...(clientCertificate !== undefined && {clientCertificate}),
		...(clientKey !== undefined && {clientKey}),
		...(proxyUrl !== undefined && {proxyUrl}),
	};
}

function readPem(path: string, name: string, systemName: string): string {
	let text: string;
	try {
		text = readFileSync(path, 'utf8');
	} catch (error) {
		throw invalid(systemName, `names "${path}" as its ${name}, which cannot be read`, 'Correct the path, or make the file readable for the account that runs Parley.', error);
	}

	if (!text.includes('-----BEGIN ')) throw invalid(systemName, `names "${path}" as its ${name}, which is no PEM file`, 'Convert it to PEM ("openssl x509 -in FILE -inform der").');
	return text;
}

function checkProxy(proxyUrl: string, systemName: string): void {
	if (!/^https?:\/\/[^/]+/.test(proxyUrl) || !URL.canParse(proxyUrl)) throw invalid(systemName, 'has a proxy_url that is no address', 'Write it as http://host:port.');
	if (!hasProxySupport(process.versions.node)) throw invalid(systemName, `has a proxy_url, which Node ${process.versions.node} cannot use`, 'Run Parley on Node 24.5 or newer (or 22.21).');
}

/** Whether this version of Node has proxies built into its agents. */
export function hasProxySupport(version: string): boolean {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	return major > 24 || (major === 24 && minor >= 5) || (major === 22 && minor >= 21);
}

function invalid(systemName: string, what: string, nextStep: string, cause?: unknown): AppError {
	return new AppError({code: 'CONNECTION_CONFIG_INVALID', message: `${systemName} ${what}.`, nextStep, cause});
}
