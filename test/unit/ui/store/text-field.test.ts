import {expect, test} from 'vitest';
import {createTextField, editText, insertText, type TextField} from '../../../../source/ui/store/text-field.js';

const press = (field: TextField, ...keys: readonly string[]): TextField =>
	keys.reduce((current, key) => editText(current, key, [...key].length === 1 ? key : undefined) ?? current, field);

test('it edits in the middle, by graphemes', () => {
	expect(press(createTextField('naïve 日本'), 'left', 'backspace', 'x').value).toBe('naïve x本');
	expect(press(createTextField('e\u0301a'), 'home', 'delete').value).toBe('a');
});

test('it removes words and ends of lines', () => {
	expect(press(createTextField('keep these words'), 'ctrl-w').value).toBe('keep these ');
	expect(press(createTextField('keep these words'), 'home', 'ctrl-k').value).toBe('');
	expect(press(createTextField('keep these'), 'left', 'left', 'ctrl-u').value).toBe('se');
});

test('a pasted line break becomes a blank, and control characters do not get in', () => {
	expect(insertText(createTextField('a'), 'b\r\nc\u001B[31m\u0007').value).toBe('ab c[31m');
});

test('a key that is not one of editing is left to others', () => {
	expect(editText(createTextField('a'), 'ctrl-g', undefined)).toBeUndefined();
});
