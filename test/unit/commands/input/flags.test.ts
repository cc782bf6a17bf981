import {describe, expect, test} from 'vitest';
import {flagsUnset} from '../../../../source/commands/input/flags.js';
import {parseFlags} from '../../../../source/commands/input/parse-flags.js';
import {commands} from '../../../../source/commands/registry.js';

describe('a command that nothing was typed after', () => {
	test.each(commands.map(command => [command.name, command] as const))('%s is given what an empty line is read as', (_, command) => {
		expect(flagsUnset(command)).toEqual(parseFlags(command, []).flags);
	});
});
