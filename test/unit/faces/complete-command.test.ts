import {expect, test} from 'vitest';
import {commands} from '../../../source/commands/registry.js';
import {completeCommand} from '../../../source/faces/plain-console.js';

test('the words of commands are offered, then the flags of the one that is there', () => {
	expect(completeCommand(commands, 'conflicts li')).toEqual([['conflicts list '], 'conflicts li']);
	expect(completeCommand(commands, 'sync ')[0]).toContain('sync run ');
	expect(completeCommand(commands, 'conflicts list --lim')).toEqual([['--limit'], '--lim']);
	expect(completeCommand(commands, 'conflicts list 12')).toEqual([[], '12']);
});
