/**
 * A word of a command that is proposed to a person, as a shell takes it for that one word and nothing more: `Tenable.io`,
 * `"Xacta 360"`, `'it'\''s $5'`. Double quotes as far as they go, since cmd.exe knows no others.
 */
export function quoteWord(word: string): string {
	if (/^[\w./:@%+,-][\w./:@%+,=-]*$/.test(word)) return word; // Not a first "=": zsh looks for a program of that name.
	// An interactive shell repeats an earlier command for "!", in double quotes too.
	return /["$`\\!]/.test(word) ? `'${word.replaceAll('\'', String.raw`'\''`)}'` : `"${word}"`;
}
