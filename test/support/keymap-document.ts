import {showKey, type Binding, type Keymap} from '../../source/ui/keymap/binding.js';
import {cursorKeymap} from '../../source/ui/keymap/cursor-keymap.js';
import {globalKeymap} from '../../source/ui/keymap/global-keymap.js';
import {screenKeymaps} from '../../source/ui/keymap/keymaps.js';

const overlayKeys: ReadonlyArray<readonly [string, string]> = [
	['esc', 'Closes it. Nothing was changed.'],
	['↵', 'Does what is chosen; in a question, only when it was not typed ahead.'],
	['tab', 'In the palette, completes; in a question, goes to the other button. A question opens on Cancel.'],
	['↑ ↓', 'Choose.'],
	['ctrl-a ctrl-e ctrl-w ctrl-u ctrl-k', 'In a field: to its start or end; remove the word before, all before, or all after the cursor.'],
	['j k space PgUp PgDn g G', 'In a long text: scroll. q leaves it, v opens it in $PAGER.'],
];

/** docs/keymap.md: every key of the console. A test keeps the file as this says. */
export function keymapDocument(): string {
	const keymaps = [globalKeymap, cursorKeymap, ...Object.values(screenKeymaps)];
	return [
		'# Keys of the console',
		'',
		'`?` shows the keys of the screen in front, runs one, and says why one is off. Keys marked *modifies* are off in a read-only console.',
		...keymaps.flatMap(describeKeymap),
		'',
		'## Whatever lies over the screen',
		'',
		'| key | what it does |',
		'|---|---|',
		...overlayKeys.map(([keys, help]) => `| ${keys.split(' ').map(code).join(' ')} | ${help} |`),
		'',
		'Typing goes to what is in front when it arrives. A paste is text for a field: outside of one it runs nothing.',
		'',
	].join('\n');
}

const describeKeymap = ({title, bindings}: Keymap): readonly string[] => ['', `## ${title}`, '', '| key | | what it does |', '|---|---|---|', ...bindings.map(describeBinding)];

function describeBinding({keys, label, help, isModifying}: Binding): string {
	return `| ${keys.map(key => code(showKey(key))).join(' ')} | ${label} | ${help}${isModifying === true ? ' *modifies*' : ''} |`;
}

const code = (text: string): string => (text === '|' ? '`\\|`' : `\`${text}\``);
