/** What stands between the console and the terminal, and takes sequences for itself unless they are wrapped. */
export type Multiplexer = 'tmux' | 'screen' | undefined;

/** More than this, in bytes of base64, terminals throw away without a word (xterm's limit for a sequence). */
export const clipboardLimit = 74_994;

/** Screen takes no longer piece in one wrapping. */
const screenPiece = 76;

/**
 * OSC 52, which asks the terminal to put a text on the clipboard: the one of the machine where the person sits, also over
 * SSH. Undefined: the text is too long for it. tmux gets it twice: for its own buffer ("set-clipboard on"), and wrapped for
 * the terminal around it ("allow-passthrough on").
 */
export function clipboardSequence(text: string, multiplexer: Multiplexer): string | undefined {
	const encoded = Buffer.from(text).toString('base64');
	if (encoded.length > clipboardLimit) return undefined;
	const sequence = `\u001B]52;c;${encoded}\u0007`;
	switch (multiplexer) {
		case 'tmux': return `${sequence}\u001BPtmux;${sequence.replaceAll('\u001B', '\u001B\u001B')}\u001B\\`;
		case 'screen': return (sequence.match(new RegExp(`[^]{1,${screenPiece}}`, 'g')) ?? []).map(piece => `\u001BP${piece}\u001B\\`).join('');
		case undefined: return sequence;
	}
}
