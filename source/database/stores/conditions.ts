/** Collects the conditions of a `where` and their values, so that a value only ever becomes a parameter. */
export type Conditions = {
	/** Adds a condition; `$$` in its text stands for the value's parameter. */
	readonly add: (text: string, value: unknown) => void;
	/** Adds a condition that needs no value. */
	readonly addFixed: (text: string) => void;
	/** Makes a value a parameter of the statement and gives its name: "$3". */
	readonly parameter: (value: unknown) => string;
	/** The conditions, joined by `and`; `true` when there are none. */
	readonly text: () => string;
	readonly values: readonly unknown[];
};

export function createConditions(): Conditions {
	const texts: string[] = [];
	const values: unknown[] = [];
	const parameter = (value: unknown): string => `$${values.push(value)}`;
	return {
		add: (text, value) => {
			texts.push(text.replaceAll('$$', () => parameter(value)));
		},
		addFixed: text => {
			texts.push(text);
		},
		parameter,
		text: () => (texts.length === 0 ? 'true' : texts.join(' and ')),
		values,
	};
}

/** A pattern for `ilike` that finds the text anywhere; its own `%`, `_` and `\` mean themselves. */
export const toContainsPattern = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
