export type KeyPair = {readonly accessKey: string; readonly secretKey: string};

/**
 * Reads `X-ApiKeys` in the forms that clients send: "accessKey=a; secretKey=s", with a closing semicolon, without the blank,
 * with names in any case.
 */
export function parseApiKeys(header: string | undefined): KeyPair | undefined {
	const parts = new Map((header ?? '').split(';').map(part => {
		const [name = '', ...value] = part.split('=');
		return [name.trim().toLowerCase(), value.join('=').trim()] as const;
	}));
	const accessKey = parts.get('accesskey');
	const secretKey = parts.get('secretkey');
	return accessKey && secretKey ? {accessKey, secretKey} : undefined;
}

export const isSamePair = (left: KeyPair | undefined, right: KeyPair): boolean =>
	left !== undefined && left.accessKey === right.accessKey && left.secretKey === right.secretKey;
