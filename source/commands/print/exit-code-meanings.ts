/** What each exit code tells the shell, in the order of the help. */
export const exitCodeMeanings: ReadonlyArray<{readonly code: number; readonly meaning: string}> = [
	{code: 0, meaning: 'done'}, {code: 1, meaning: 'failed; the same again may work'}, {code: 2, meaning: 'not understood'}, {code: 3, meaning: 'configure something first'},
	{code: 4, meaning: 'database unreachable, or migrations pending'}, {code: 5, meaning: 'a person must decide'}, {code: 70, meaning: 'a bug'}, {code: 130, meaning: 'interrupted'},
];
