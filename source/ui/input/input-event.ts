/** What a person did. A key is named as in the keymap: "j", "J", "down", "ctrl-d", "enter". */
export type InputEvent =
	| {
		readonly kind: 'key';
		readonly key: string;
		/** The character to insert into a text field; undefined for keys that write nothing. */
		readonly text: string | undefined;
		/** It came in one read with other keys: typed ahead, or pasted by a terminal that does not say so. */
		readonly isTypedAhead: boolean;
	}
	/** Text that was pasted. It goes into text fields and nowhere else: it never runs a command. */
	| {readonly kind: 'paste'; readonly text: string};
