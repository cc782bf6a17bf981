import {familyNames, givenNames} from '../data/names.js';
import {Draw} from '../random.js';

export type Person = {readonly name: string; readonly username: string; readonly email: string};

/** The `index`-th person who works there; neighbours have different names. */
export function personAt(seed: number, index: number): Person {
	const start = new Draw(seed, 'people', 0).integer(0, givenNames.length * familyNames.length - 1);
	// A step that shares no factor with the number of pairs visits each pair once before any returns.
	const at = (start + index * 523) % (givenNames.length * familyNames.length);
	const given = givenNames[at % givenNames.length] ?? 'Dana';
	const family = familyNames[Math.floor(at / givenNames.length)] ?? 'Whitfield';
	const username = `${given.charAt(0)}${family}`.toLowerCase();
	return {name: `${given} ${family}`, username, email: `${username}@corp.example`};
}
