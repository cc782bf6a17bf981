import type {SafeText} from '../../core/text/safe-text.js';
import type {PaletteCommand} from '../keymap/palette.js';
import type {Overlay} from '../store/overlay.js';
import {emptyLine, type Line, line, span} from '../text/line.js';
import {joinSafe, safe} from '../text/safe.js';
import {fit, truncate, widthOf} from '../text/width.js';
import {wrap} from '../text/wrap.js';
import {fieldSpans, framed} from './overlay-view.js';

const mostSuggestions = 8;
const gutterWidth = 2;
/** The frame's two rules, the field and the hint. */
const ownRows = 4;
/** What a command does, in full, where its row has no room for it. */
const mostTextRows = 4;

/** The commands that were found, and below them all of what the chosen one does; never more than `height` rows. */
export function paletteLines(overlay: Extract<Overlay, {readonly kind: 'palette'}>, commands: readonly PaletteCommand[], {width, height}: {readonly width: number; readonly height: number}): readonly Line[] {
	const inner = width - 4;
	const nameWidth = Math.min(40, Math.max(12, ...commands.map(({text}) => widthOf(text))) + 2);
	const helpWidth = inner - gutterWidth - nameWidth;
	const textRows = Math.min(mostTextRows, Math.max(0, ...commands.map(command => (isCut(command, nameWidth, helpWidth) ? wrap(tellCommand(command, nameWidth), inner).length : 0))));
	const shown = Math.max(1, Math.min(mostSuggestions, height - ownRows - textRows));
	const top = Math.max(0, Math.min(overlay.cursor - shown + 1, commands.length - shown));
	const suggestions = commands.slice(top, top + shown).map((command, index): Line => {
		const isSelected = top + index === overlay.cursor;
		const name = span(fit(command.text, nameWidth), isSelected ? 'accent' : command.reasonOff === undefined ? undefined : 'off');
		return line(span(safe(isSelected ? '> ' : '  '), 'key'), name, span(truncate(command.reasonOff ?? command.help, helpWidth), 'dim'));
	});
	const chosen = commands[overlay.cursor];
	// As many rows as the longest needs: the box keeps its size while the cursor moves.
	const told = chosen === undefined ? [] : wrap(tellCommand(chosen, nameWidth), inner).slice(0, textRows);
	const below = Array.from({length: textRows}, (_, row) => (told[row] === undefined ? emptyLine : line(span(told[row], chosen?.reasonOff === undefined ? undefined : 'waiting'))));
	const body = overlay.problem === undefined ? [...suggestions, ...below] : wrap(overlay.problem, inner).map(text => line(span(text, 'failing')));
	return framed(safe('Go to'), [
		line(span(safe(':'), 'key'), ...fieldSpans(overlay.field, width - 5)),
		...(body.length === 0 ? [line(span(safe('No command matches.'), 'dim'))] : body),
		line(span(safe('↵ run  tab complete  ↑↓ choose  esc close'), 'dim')),
	], width);
}

const isCut = ({text, help, reasonOff}: PaletteCommand, nameWidth: number, helpWidth: number): boolean =>
	widthOf(text) > nameWidth || widthOf(reasonOff ?? help) > helpWidth || reasonOff !== undefined;

const tellCommand = ({text, help, reasonOff}: PaletteCommand, nameWidth: number): SafeText =>
	joinSafe([...(widthOf(text) > nameWidth ? [text] : []), help, ...(reasonOff === undefined || reasonOff === help ? [] : [joinSafe([safe('off:'), reasonOff], safe(' '))])], safe(' · '));
