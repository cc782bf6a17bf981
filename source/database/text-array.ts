/**
 * Many texts as one parameter of type text[]. The driver would escape each by itself; JSON quotes in PostgreSQL's way,
 * natively, as long as nothing has to be escaped.
 */
export function toTextArray(texts: readonly string[]): string | readonly string[] {
	const json = JSON.stringify(texts);
	return json.includes('\\') ? texts : `{${json.slice(1, -1)}}`;
}

/** What string_agg put together with commas; no rows give null. */
export const splitList = (text: string | null | undefined): readonly string[] => (text === null || text === undefined ? [] : text.split(','));
