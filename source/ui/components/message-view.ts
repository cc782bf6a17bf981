import type {Failure} from '../store/failure.js';
import {emptyLine, type Line, line, span} from '../text/line.js';
import {joinSafe, safe} from '../text/safe.js';
import type {SafeText} from '../../core/text/safe-text.js';
import type {Tone} from '../theme/tone.js';
import {wrap} from '../text/wrap.js';

const indent = safe('   ');

const block = (text: SafeText, width: number, tone?: Tone): readonly Line[] => wrap(text, width - 6).map(part => line(span(indent), span(part, tone)));

/** A message over the whole width: what failed, on what, and what a person does now. */
export function failureLines(failure: Failure, width: number, retryAt: number | undefined, now: number): readonly Line[] {
	const [first, ...rest] = wrap(failure.message, width - 6);
	const again = retryAt === undefined ? safe('r tries again · q quits') : safe(`Trying again in ${Math.max(0, Math.ceil((retryAt - now) / 1000))} s · r tries now · q quits`);
	return [
		emptyLine,
		line(span(safe(' ✖ '), 'failing'), span(first ?? safe(''), 'failing')),
		...rest.map(part => line(span(indent), span(part, 'failing'))),
		emptyLine,
		...block(joinSafe([safe('Next:'), failure.nextStep], safe(' ')), width),
		emptyLine,
		line(span(indent), span(again, 'dim'), ...(failure.code === undefined ? [] : [span(safe(` · ${failure.code}`), 'dim')])),
	];
}

/** There is nothing to show, and that is well or has a reason. */
export const quietLines = (glyph: string, tone: Tone, text: SafeText, hint: SafeText | undefined, width: number): readonly Line[] => [
	emptyLine,
	...wrap(text, width - 6).map((part, index) => line(span(index === 0 ? safe(` ${glyph} `) : indent, tone), span(part))),
	...(hint === undefined ? [] : [emptyLine, ...block(hint, width, 'dim')]),
];
