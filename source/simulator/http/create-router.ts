/** Finds the route of a request. Of a path, ":name" stands for one part, which is not empty. */
export function createRouter<Route extends {readonly method: string; readonly path: string}>(routes: readonly Route[]): (method: string, path: string) => {readonly route: Route; readonly params: Readonly<Record<string, string>>} | undefined {
	const compiled = routes.map(route => ({route, segments: route.path.split('/')}));
	return (method, path) => {
		const wanted = path.split('/');
		for (const {route, segments} of compiled) {
			if (route.method !== method || segments.length !== wanted.length) continue;
			const params = matchSegments(segments, wanted);
			if (params !== undefined) return {route, params};
		}
		return undefined;
	};
}

function matchSegments(segments: readonly string[], wanted: readonly string[]): Record<string, string> | undefined {
	const params: Record<string, string> = Object.create(null) as Record<string, string>;
	for (const [place, segment] of segments.entries()) {
		const text = wanted[place] ?? '';
		if (segment.startsWith(':') && text !== '') params[segment.slice(1)] = decoded(text);
		else if (segment !== text) return undefined;
	}
	return params;
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text; // Not an encoded text: no record is called so, and the handler will say that.
	}
}
