import {Text} from 'ink';
import {memo, type ReactNode} from 'react';
import {useConsole} from '../hooks/console-context.js';
import {cutLine, type Line} from '../text/line.js';
import {paint, type PaintedLine} from '../theme/paint.js';

/** One text node for each row of the screen: what did not change is not drawn again. */
const Row = memo(function Row({text}: {readonly text: PaintedLine | ' '}): ReactNode {
	return <Text wrap="truncate">{text}</Text>;
});

export type RowsProps = {readonly lines: readonly Line[]; readonly width: number};

export function Rows({lines, width}: RowsProps): ReactNode {
	const {theme} = useConsole();
	// A text without characters would take no row at all. Rows have no identity but their place.
	return lines.map((line, index) => <Row key={index} text={paint(cutLine(line, width), theme, width) || ' '} />);
}
