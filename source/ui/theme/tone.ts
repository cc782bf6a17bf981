/** What a piece of text is, not what it looks like: the theme decides that. */
export const tones = [
	'title', 'heading', 'strong', 'dim', 'accent', 'key', 'rule',
	'ok', 'waiting', 'failing', 'off', 'running',
	'changed', 'field', 'cursor', 'environment', 'tab',
] as const;
export type Tone = (typeof tones)[number];
