import {join} from 'node:path';
import {walks} from './pictures.js';
import {packageFolder} from './program.js';

export const picturesPageFile = join(packageFolder, 'docs/screens/README.md');

/** Every picture under its title, as GitHub shows the folder. */
export const picturesPage = (): string => [
	'# Screens',
	'The console on the data of the demo, drawn from the running program by `npm run screenshots`. A test compares every screen with its picture, text and colours; the version, times, ages, durations, ids of runs and counts of calls are made the same in both.',
	...walks.toReversed().flatMap(({pictures}) => pictures).map(({name, title}) => `## ${title}\n\n![${title}](${name}.svg)`),
].join('\n\n') + '\n';
