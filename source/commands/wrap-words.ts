import stringWidth from 'string-width';

/** Lines of at most `width` cells, broken between words; a word that is longer stands alone. Without a width, one line. */
export function wrapWords(text: string, width: number | undefined): readonly string[] {
	if (width === undefined) return [text];
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ')) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (line !== '' && stringWidth(longer) > width) {
			lines.push(line);
			line = word;
		} else {
			line = longer;
		}
	}
	return [...lines, line];
}
