import {ownText, toSafeText} from '../core/text/safe-text.js';
import {AppError} from '../errors/app-error.js';
import type {Command} from './command.js';

export const dbUndo: Command = {
	name: 'db undo',
	usage: '',
	summary: 'Take back the last migration, or all of them. What it added is dropped with the data in it.',
	flags: {
		all: {type: 'boolean', help: 'Take back every migration. What the installation had before Parley stays.'},
		yes: {type: 'boolean', help: 'Say that the data in the dropped tables may go.'},
	},
	examples: ['parley db undo --yes', 'parley db undo --all --yes'],
	run: async ({flags, output, databaseTools}) => {
		const all = flags['all'] === true;
		if (flags['yes'] !== true) throw needsYes(all);
		const undone = await (await databaseTools()).undo({all});
		if (flags['json']) {
			output.json({undone});
			return;
		}
		for (const name of undone) output.line(ownText`taken back ${toSafeText(name)}`);
		if (undone.length === 0) output.line(ownText`No migration is applied.`);
	},
};

const needsYes = (all: boolean): AppError => new AppError({
	code: 'USAGE',
	message: `This takes back ${all ? 'every migration' : 'the last migration'} and drops what it added, with all data in it.`,
	nextStep: `Run "parley db status" to see which; then "parley db undo${all ? ' --all' : ''} --yes".`,
});
