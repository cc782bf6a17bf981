import type {Line} from '../../source/ui/text/line.js';

/** A line as it reads, without its attributes. */
export const plainText = (row: Line): string => row.spans.map(piece => piece.text).join('').trimEnd();
