import type {GzipPiece} from './gzip-pieces.js';

/** What goes back to a client, before it is put on the wire. */
export type Answer = {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body: AnswerBody;
};

export type AnswerBody =
	| {readonly kind: 'json'; readonly value: unknown; readonly contentType?: string}
	| {readonly kind: 'text'; readonly text: string; readonly contentType: string}
	/** A JSON array, streamed. `onSent` is called when all of it has left. */
	| {readonly kind: 'records'; readonly blocks: Iterable<ElementBlock>; readonly contentType: string; readonly onSent: () => void}
	| {readonly kind: 'empty'; readonly contentType?: string};

/** Some elements of an array with commas between them, empty for none: as a text, or compressed. One is asked for before the next block. */
export type ElementBlock = {readonly text: () => string; readonly piece: () => GzipPiece};

export const jsonType = 'application/json;charset=utf-8';

export const json = (value: unknown, status = 200): Answer => ({status, body: {kind: 'json', value}});

/** Thrown by a handler in place of an answer. */
export class Refused extends Error {
	override readonly name = 'Refused';
	readonly answer: Answer;

	constructor(answer: Answer) {
		super(`Refused with ${answer.status}.`);
		this.answer = answer;
	}
}
