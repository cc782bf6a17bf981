import {describe, expect, test} from 'vitest';
import {renderCommandHelp, renderHelp} from '../../../source/commands/help.js';
import {globalFlags} from '../../../source/commands/flags.js';
import {parseFlags} from '../../../source/commands/parse-flags.js';
import {commands} from '../../../source/commands/registry.js';

describe('every command', () => {
	test('has a name of its own', () => {
		const names = commands.map(({name}) => name);
		expect(new Set(names).size).toBe(names.length);
	});

	test.each(commands.map(command => [command.name, command] as const))('%s has help with its usage and each of its flags, and reads a line without flags', (_, command) => {
		const help = renderCommandHelp(command).join('\n');
		expect(help).toContain(`parley ${command.name}`);
		expect(help).toContain(command.summary);
		for (const flag of Object.values({...command.flags, ...globalFlags})) expect(help).toContain(flag.help);
		expect(parseFlags(command, []).args).toEqual([]);
	});

	test('stands in the help of all, which tells the exit codes', () => {
		const help = renderHelp(commands).join('\n');
		for (const {name, summary} of commands) {
			expect(help).toMatch(new RegExp(`^  ${name} `, 'm'));
			expect(help).toContain(summary.slice(0, 20));
		}
		expect(help).toMatch(/^ {2}130 {2}interrupted$/m);
	});

	test('of a group stands in the help of that group, and no other', () => {
		const help = renderHelp(commands, {group: 'conflicts'}).join('\n');
		expect(help).toContain('conflicts resolve <id>');
		expect(help).not.toContain('systems');
	});

	test.each([60, 80, 200])('is told in %i cells without a word that is cut', width => {
		const texts = [renderHelp(commands, {width}), renderHelp(commands, {group: 'systems', width}), ...commands.map(command => renderCommandHelp({...command, examples: []}, width))];
		for (const line of texts.flat()) expect(line.length, line).toBeLessThanOrEqual(width);
		const words = (lines: readonly string[]): string => lines.join(' ').replaceAll(/\s+/g, ' ');
		expect(words(renderHelp(commands, {width}))).toBe(words(renderHelp(commands)));
	});
});
