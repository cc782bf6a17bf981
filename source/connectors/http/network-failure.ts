import type {HttpFailure, NetworkReason} from './http-failure.js';

const reasons: Readonly<Record<string, NetworkReason>> = {
	ENOTFOUND: 'unresolved',
	EAI_AGAIN: 'unresolved',
	EAI_FAIL: 'unresolved',
	ENODATA: 'unresolved',
	ESERVFAIL: 'unresolved',
	ECONNREFUSED: 'refused',
	EHOSTUNREACH: 'unreachable',
	ENETUNREACH: 'unreachable',
	EHOSTDOWN: 'unreachable',
	EADDRNOTAVAIL: 'unreachable',
	ETIMEDOUT: 'unreachable',
	ADDRESS_REFUSED: 'refused-address',
	ERR_PROXY_TUNNEL: 'proxy',
	ERR_PROXY_INVALID_CONFIG: 'proxy',
	CERT_HAS_EXPIRED: 'untrusted',
	CERT_NOT_YET_VALID: 'untrusted',
	CERT_REVOKED: 'untrusted',
	CERT_UNTRUSTED: 'untrusted',
	CERT_REJECTED: 'untrusted',
	CERT_SIGNATURE_FAILURE: 'untrusted',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted',
	SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
	UNABLE_TO_GET_ISSUER_CERT: 'untrusted',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
	INVALID_CA: 'untrusted',
	INVALID_PURPOSE: 'untrusted',
	HOSTNAME_MISMATCH: 'untrusted',
	ERR_TLS_CERT_ALTNAME_INVALID: 'untrusted',
	EPROTO: 'tls',
};

const isTlsCode = (code: string): boolean => code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_');

/** What an error of the socket, the resolver or TLS means. `wasSent` is what the transport saw of the request. */
export function toNetworkFailure(error: Error, wasSent: boolean): Extract<HttpFailure, {kind: 'network'}> {
	const code = 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
	const reason = reasons[code] ?? (isTlsCode(code) ? 'tls' : 'broken');
	return {kind: 'network', reason, code, detail: error.message, wasSent};
}
