/** How a piece of text is switched on and off again. */
export type Attribute = {readonly open: string; readonly close: string};

export const noAttribute: Attribute = {open: '', close: ''};

const sgr = (code: number): string => `\u001B[${code}m`;

function endCode(code: number): number {
	if (code === 1 || code === 2) return 22;
	if (code < 10) return code + 20;
	return (code >= 40 && code <= 47) || code >= 100 ? 49 : 39;
}

/**
 * The attribute of some SGR codes, each in a sequence of its own and closed by its own end: the form that Ink brings
 * text into. In any other form it would take every line of a frame apart twice.
 */
export const attribute = (...codes: readonly number[]): Attribute => ({
	open: codes.map(sgr).join(''),
	close: [...new Set(codes.toReversed().map(endCode))].map(sgr).join(''),
});
