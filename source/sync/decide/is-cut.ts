import type {JsonValue} from '../../core/json.js';

/** Whether `shown` is the beginning of the text that was sent: what a system makes of one that is too long for it. Pure. */
export const isCut = (sent: JsonValue | undefined, shown: JsonValue | undefined): boolean =>
	typeof sent === 'string' && typeof shown === 'string' && shown !== '' && shown.length < sent.length && sent.startsWith(shown);
