import type {ConnectorOption} from './connector.js';

/** Why an option cannot take this text, as the end of a sentence; undefined when it can. */
export function findOptionProblem({name, range, choices}: ConnectorOption, text: string): string | undefined {
	if (range !== undefined) {
		const [least, most] = range;
		const value = text.trim() === '' ? Number.NaN : Number(text);
		if (!Number.isInteger(value) || value < least || value > most) return `${name} must be a whole number from ${least} to ${most}`;
	}
	if (choices !== undefined && !choices.includes(text.trim().toLowerCase())) return `${name} must be ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
	return undefined;
}
