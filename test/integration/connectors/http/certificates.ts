import {generateKeyPairSync, randomBytes, sign, type KeyObject} from 'node:crypto';

/** A certificate and its key, as PEM texts. */
export type TestCertificate = {readonly certificate: string; readonly key: string; readonly name: string; readonly privateKey: KeyObject};

export type CertificateRequest = {
	readonly name: string;
	readonly issuer?: TestCertificate;
	readonly isAuthority?: boolean;
	/** DNS names and IPv4 addresses that it is good for. */
	readonly names?: readonly string[];
	readonly validUntil?: Date;
};

const day = 86_400_000;

/** Makes an X.509 certificate, self-signed when no issuer is given. */
export function createCertificate({name, issuer, isAuthority = false, names = [], validUntil = new Date(Date.now() + 30 * day)}: CertificateRequest): TestCertificate {
	const {publicKey, privateKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'});
	const algorithm = sequence(objectId('1.2.840.10045.4.3.2'));
	const extensions = [
		...(isAuthority ? [extension('2.5.29.19', sequence(tlv(0x01, Buffer.from([0xff]))))] : []),
		...(names.length > 0 ? [extension('2.5.29.17', sequence(...names.map(alternativeName)))] : []),
	];
	const body = sequence(
		tlv(0xa0, tlv(0x02, Buffer.from([2]))),
		tlv(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
		algorithm,
		distinguishedName(issuer?.name ?? name),
		sequence(time(new Date(validUntil.getTime() - 365 * day)), time(validUntil)),
		distinguishedName(name),
		publicKey.export({type: 'spki', format: 'der'}),
		...(extensions.length > 0 ? [tlv(0xa3, sequence(...extensions))] : []),
	);
	const signature = sign('sha256', body, issuer?.privateKey ?? privateKey);
	const der = sequence(body, algorithm, tlv(0x03, Buffer.concat([Buffer.from([0]), signature])));
	// A blank line, where the last line is full, would end the certificate too early.
	const lines = der.toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd();
	return {
		certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
		key: privateKey.export({type: 'pkcs8', format: 'pem'}).toString(), name, privateKey,
	};
}

function tlv(tag: number, ...contents: readonly Buffer[]): Buffer {
	const content = Buffer.concat(contents);
	const size = content.length;
	const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
	return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const sequence = (...contents: readonly Buffer[]): Buffer => tlv(0x30, ...contents);

function objectId(text: string): Buffer {
	const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
	const encode = (value: number): number[] => (value < 128 ? [value] : [...encode(value >> 7).map(byte => byte | 128), value & 127]);
	return tlv(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(encode)]));
}

const distinguishedName = (name: string): Buffer => sequence(tlv(0x31, sequence(objectId('2.5.4.3'), tlv(0x0c, Buffer.from(name)))));

const time = (date: Date): Buffer => tlv(0x18, Buffer.from(date.toISOString().replaceAll(/[-:T]|\.\d+/g, '')));

const extension = (id: string, value: Buffer): Buffer => sequence(objectId(id), tlv(0x04, value));

const alternativeName = (name: string): Buffer =>
	/^[\d.]+$/.test(name) ? tlv(0x87, Buffer.from(name.split('.').map(Number))) : tlv(0x82, Buffer.from(name));
