/** A defect that somebody could make tomorrow, and the test that must notice. The program itself knows nothing of it. */
export type SeededBug = {
	/** What is done wrong, in a few words; its name everywhere. */
	readonly name: string;
	/** What it would do to an organization. */
	readonly harm: string;
	/** The module that it is put into, from the repository's root. */
	readonly file: string;
	/** What must stand there exactly once, and what is put in its place while the module is loaded. */
	readonly text: string;
	readonly replacement: string;
	readonly proof: Proof;
	/** What it does is to wait for what never comes: then, and only then, a test that runs out of time has noticed it. */
	readonly hangs?: true;
};

/** Tests of one file by their full names (`suite > test`). The last one must fail; those before it lay its ground, and must pass. */
export type Proof = {
	/** Below test/, without ".test.ts". */
	readonly file: string;
	readonly tests: readonly [string, ...string[]];
};

/** Puts the bug into the text of its module; throws when the text is not there, or not once. */
export function seed({name, file, text, replacement}: SeededBug, source: string): string {
	const [before, after, ...more] = source.split(text);
	if (before === undefined || after === undefined) throw new Error(`Seeded bug "${name}": its text does not stand in ${file}.`);
	if (more.length > 0) throw new Error(`Seeded bug "${name}": its text stands in ${file} ${more.length + 1} times.`);
	return before + replacement + after;
}

/** The name of a bug as part of a file name or a project's. */
export const toSlug = ({name}: SeededBug): string => name.toLowerCase().replaceAll(/[^a-z]+/g, '-').replaceAll(/^-|-$/g, '');
