import {expect, test} from 'vitest';
import {isShortened, toQuestionName} from '../../../source/core/question-name.js';

test.each(['', 'P-1', 'x'.repeat(255), '😀'.repeat(127)])('an id for which there is room is its own name', id => {
	expect([toQuestionName(id), isShortened(toQuestionName(id))]).toEqual([id, false]);
});

test.each(['x'.repeat(300), '😀'.repeat(300), `${'x'.repeat(255)}\u0000`])('a longer one is named by its beginning and a digest, which fit and tell it from its neighbours', id => {
	const names = [id, `${id}a`, `${id}b`].map(toQuestionName);
	expect(new Set(names).size).toBe(3);
	for (const name of names) expect([[...name].length <= 255, name.isWellFormed(), isShortened(name), toQuestionName(name)]).toEqual([true, true, true, name]);
});
