import sanitizeAnsi from '../../../node_modules/ink/build/sanitize-ansi.js';

/** More texts than a screen has, so that what is on it is always among them. */
const mostKept = 500;

/** What Ink made of a text, of as many as that, twice. */
let recent = new Map<string, string>();
let earlier: ReadonlyMap<string, string> = new Map();

/**
 * Stands in the bundle for what Ink takes control sequences out of a text with. Ink does so with every text of every frame,
 * character by character: the half of what a frame costs of which one line is new. What it makes of a text depends on
 * nothing else, so it is kept for the frames that follow.
 */
export default function sanitizeText(text: string): string {
	const known = recent.get(text);
	if (known !== undefined) return known;
	const sanitized = earlier.get(text) ?? sanitizeAnsi(text);
	if (recent.size >= mostKept) {
		earlier = recent;
		recent = new Map();
	}
	recent.set(text, sanitized);
	return sanitized;
}
