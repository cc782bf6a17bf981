import stringWidth from 'string-width';

/**
 * Lines of at most `width` cells, broken between words; a word that is longer stands alone. Those below the first begin `hang`
 * cells in. Without a width, one line.
 */
export function wrapWords(text: string, width: number | undefined, hang = 0): readonly string[] {
	if (width === undefined) return [text];
	const [first = '', ...words] = text.split(' ');
	const lines: string[] = [];
	let line = first;
	for (const word of words) {
		const longer = `${line} ${word}`;
		if (line.trim() !== '' && stringWidth(longer) > width) {
			lines.push(line);
			line = `${' '.repeat(hang)}${word}`;
		} else {
			line = longer;
		}
	}
	return [...lines, line];
}
