const shape = '▁▂▂▃▂▁▁▂▅▃▂▁';

/** As many cells as before: a fixed text, with the length of the one that it stands for. */
const inPlaceOf = (fixed: string) => (found: string): string => fixed.slice(0, found.length).padEnd(found.length, fixed.at(-1));

const rules: ReadonlyArray<readonly [RegExp, (found: string) => string]> = [
	[/\d{2}:\d{2}:\d{2}/g, inPlaceOf('14:02:11')],
	[/\b\d{2}:\d{2}\b/g, inPlaceOf('14:02')],
	[/\b\d{1,2} (?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{2}:)/g, found => (found.length === 3 ? '21 ' : '7 ')],
	[/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, inPlaceOf('7f3ac01d-5b2e-4c1a-9d3f-0a1b2c3d4e5f')],
	[/\b(?=[a-f]*\d)[0-9a-f]{8}\b/g, inPlaceOf('7f3ac01d')],
	// The first letters of an id, and not the end of a record's number.
	[/(?<![-\w])[0-9a-f]{4}(?= ?$)/g, inPlaceOf('7f3a')],
	[/ *\d+[smhd] ago */g, found => ' 40s ago'.slice(found.startsWith(' ') ? 0 : 1).padEnd(found.length)],
	[/ *(?<![\w.])\d+[smhd](?![\w-])/g, found => (found.startsWith('  ') ? '40s'.padStart(found.length) : found.replace(/\d+[smhd]/, age => `${'4'.repeat(age.length - 1)}s`))],
	[/ *\d+(?:\.\d)? m?s\b/g, found => '8 ms'.padStart(found.length)],
	[/ *[\d,]+ records\/s/g, found => '1,200 records/s'.padStart(found.length)],
	[/[▁-█]{4,}/g, found => shape.repeat(3).slice(0, found.length)],
];

/** What differs from run to run (times, ages, ids, durations) as one and the same: the picture of a screen changes only when the screen does. */
export const steadyText = (text: string): string => rules.reduce((steady, [pattern, replace]) => steady.replaceAll(pattern, replace), text);
