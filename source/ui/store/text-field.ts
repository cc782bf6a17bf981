import {graphemesOf} from '../text/width.js';

/** A line of text that a person edits. `cursor` counts graphemes. */
export type TextField = {readonly value: string; readonly cursor: number};

export const createTextField = (value = ''): TextField => ({value, cursor: graphemesOf(value).length});

/** Inserts text; a line break becomes a blank, since the field has one line. */
export function insertText(field: TextField, text: string): TextField {
	const graphemes = graphemesOf(field.value);
	const inserted = text.replace(/\r\n?|\n/g, ' ').replace(/[\u0000-\u001F\u007F-\u009F]/g, '');
	const start = graphemes.slice(0, field.cursor).join('') + inserted;
	return {value: start + graphemes.slice(field.cursor).join(''), cursor: graphemesOf(start).length};
}

type Edit = (graphemes: readonly string[], cursor: number) => TextField;

const at = (graphemes: readonly string[], cursor: number): TextField => ({value: graphemes.join(''), cursor: Math.max(0, Math.min(cursor, graphemes.length))});

const without = (graphemes: readonly string[], from: number, to: number): TextField =>
	at([...graphemes.slice(0, Math.max(0, from)), ...graphemes.slice(to)], Math.max(0, from));

const edits: Readonly<Record<string, Edit>> = {
	left: (graphemes, cursor) => at(graphemes, cursor - 1),
	right: (graphemes, cursor) => at(graphemes, cursor + 1),
	home: graphemes => at(graphemes, 0),
	'ctrl-a': graphemes => at(graphemes, 0),
	end: graphemes => at(graphemes, graphemes.length),
	'ctrl-e': graphemes => at(graphemes, graphemes.length),
	backspace: (graphemes, cursor) => (cursor === 0 ? at(graphemes, 0) : without(graphemes, cursor - 1, cursor)),
	delete: (graphemes, cursor) => without(graphemes, cursor, cursor + 1),
	'ctrl-u': (graphemes, cursor) => without(graphemes, 0, cursor),
	'ctrl-k': (graphemes, cursor) => without(graphemes, cursor, graphemes.length),
	'ctrl-w': (graphemes, cursor) => without(graphemes, startOfWord(graphemes, cursor), cursor),
};

function startOfWord(graphemes: readonly string[], cursor: number): number {
	let start = cursor;
	while (start > 0 && graphemes[start - 1] === ' ') start--;
	while (start > 0 && graphemes[start - 1] !== ' ') start--;
	return start;
}

/** What a key does to the field; undefined when it is not one of editing. */
export function editText(field: TextField, key: string, text: string | undefined): TextField | undefined {
	const edit = edits[key];
	if (edit !== undefined) return edit(graphemesOf(field.value), field.cursor);
	return text === undefined ? undefined : insertText(field, text);
}
