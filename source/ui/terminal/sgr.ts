/** What a terminal draws the next character with, as far as frames use it. Colours are SGR parameters, '' the default. */
export type Style = {
	readonly bold: boolean; readonly dim: boolean; readonly italic: boolean; readonly underline: boolean;
	readonly inverse: boolean; readonly strikethrough: boolean; readonly foreground: string; readonly background: string;
};

export const plainStyle: Style = {bold: false, dim: false, italic: false, underline: false, inverse: false, strikethrough: false, foreground: '', background: ''};

/** Whether a blank in this style differs from a cell that was erased. */
export const showsOnBlanks = (style: Style): boolean => style.inverse || style.underline || style.strikethrough || style.background !== '';

/** What single parameters change; what is not here is a colour or unknown. */
const changes: Readonly<Record<string, Partial<Style>>> = {
	'': plainStyle, 0: plainStyle, 1: {bold: true}, 2: {dim: true}, 3: {italic: true}, 4: {underline: true}, 7: {inverse: true}, 9: {strikethrough: true},
	22: {bold: false, dim: false}, 23: {italic: false}, 24: {underline: false}, 27: {inverse: false}, 29: {strikethrough: false}, 39: {foreground: ''}, 49: {background: ''},
};

/** The style after an SGR sequence, given its parameters ("1;31"); undefined when it says something that is not known. */
export function applySgr(style: Style, parameters: string): Style | undefined {
	const codes = parameters.split(';');
	let result = style;
	for (let index = 0; index < codes.length; index++) {
		const code = codes[index] ?? '';
		const change = changes[code] ?? colourChange(codes, index);
		if (change === undefined) return undefined;
		result = {...result, ...change};
		if (code === '38' || code === '48') index += codes[index + 1] === '5' ? 2 : 4;
	}
	return result;
}

function colourChange(codes: readonly string[], index: number): Partial<Style> | undefined {
	const code = Number(codes[index]);
	if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) return {foreground: String(code)};
	if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) return {background: String(code)};
	if (code !== 38 && code !== 48) return undefined;
	const parameters = codes.slice(index, index + (codes[index + 1] === '5' ? 3 : 5)).join(';');
	return code === 38 ? {foreground: parameters} : {background: parameters};
}

/** The shortest sequence that leads from one style to the other; '' when they are the same. */
export function changeStyle(from: Style, to: Style): string {
	const codes: string[] = [];
	const isWeightOff = (from.bold && !to.bold) || (from.dim && !to.dim); // One code ends both.
	if (isWeightOff) codes.push('22');
	if (to.bold && (isWeightOff || !from.bold)) codes.push('1');
	if (to.dim && (isWeightOff || !from.dim)) codes.push('2');
	const flip = (name: 'italic' | 'underline' | 'inverse' | 'strikethrough', on: string, off: string): void => {
		if (from[name] !== to[name]) codes.push(to[name] ? on : off);
	};
	flip('italic', '3', '23');
	flip('underline', '4', '24');
	flip('inverse', '7', '27');
	flip('strikethrough', '9', '29');
	if (from.foreground !== to.foreground) codes.push(to.foreground || '39');
	if (from.background !== to.background) codes.push(to.background || '49');
	if (codes.length === 0) return '';
	const isPlain = changeCount(to) === 0;
	return `\u001B[${isPlain ? '' : codes.join(';')}m`;
}

const changeCount = (style: Style): number => Object.values(style).filter(Boolean).length;
