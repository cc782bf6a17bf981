/** A database URL that may be shown: the password is left out, wherever it stands. */
export function toPublicUrl(url: string): string {
	const [address = '', query = ''] = url.split('?', 2);
	const withoutPassword = address.replace(/^(postgres(?:ql)?:\/\/[^:@/]*):[^/]*@/, '$1@');
	const rest = query.split('&').filter(part => part !== '' && !/^(password|sslpassword|passfile)=/i.test(part));
	return rest.length === 0 ? withoutPassword : `${withoutPassword}?${rest.join('&')}`;
}
