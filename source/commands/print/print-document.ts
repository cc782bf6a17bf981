import {toSafeText} from '../../core/text/safe-text.js';
import type {CommandOutput} from '../command.js';

/** A document that a person may edit and give back: on several lines, unless a program asked for it. */
export function printDocument(document: object, isJson: boolean, output: CommandOutput): void {
	if (isJson) output.json(document);
	else for (const line of JSON.stringify(document, undefined, 2).split('\n')) output.line(toSafeText(line));
}
