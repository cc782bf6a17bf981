/**
 * A set of chunk ids as text: "1-57,60". It is written into the checkpoint with each page, and an export may have ten
 * thousand chunks: ranges keep it short.
 */
export function formatChunkSet(chunks: ReadonlySet<number>): string {
	const ranges: {first: number; last: number}[] = [];
	for (const chunk of [...chunks].sort((left, right) => left - right)) {
		const open = ranges.at(-1);
		if (open !== undefined && chunk === open.last + 1) open.last = chunk;
		else ranges.push({first: chunk, last: chunk});
	}

	return ranges.map(({first, last}) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

/** The set that `formatChunkSet` wrote; undefined for any other text. */
export function parseChunkSet(text: string): ReadonlySet<number> | undefined {
	if (text === '') return new Set();
	const chunks = new Set<number>();
	for (const range of text.split(',')) {
		const [, firstText, lastText] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(range) ?? [];
		if (firstText === undefined) return undefined;
		const first = Number(firstText);
		const last = lastText === undefined ? first : Number(lastText);
		if (last - first > 1_000_000) return undefined;
		for (let chunk = first; chunk <= last; chunk++) chunks.add(chunk);
	}

	return chunks;
}
