/** Latin letters, punctuation, arrows, boxes, the signs of the screens. */
const narrow = /^[\u0020-\u007E\u00A1-\u00AC\u00AE-\u024F\u2010-\u2027\u2039\u203A\u2190-\u21FF\u2500-\u25FC\u2713\u2716]*$/;

/** Whether every code unit of the text is one grapheme of one cell. */
export const isNarrow = (text: string): boolean => narrow.test(text);
