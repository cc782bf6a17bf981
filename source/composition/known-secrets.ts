/** The secrets that nothing this process tells may hold. */
export type KnownSecrets = {
	/** The same list as long as nothing was learned, so that whoever masks by it can tell. */
	readonly list: () => readonly string[];
	/**
	 * What is configured is masked for as long as the process lives. Of tokens, of which each run may bring a new one while a
	 * daemon lives for months, only the newest are remembered.
	 */
	readonly learn: (value: string, kind: 'configured' | 'token') => void;
};

/** More than can be in answers under way, of however many systems. */
const rememberedTokens = 100;

export function createKnownSecrets(): KnownSecrets {
	const configured = new Set<string>();
	let tokens: readonly string[] = [];
	let known: readonly string[] = [];
	const renew = (): void => {
		known = [...new Set([...configured, ...tokens])];
	};
	return {
		list: () => known,
		learn: (value, kind) => {
			if (known.includes(value)) return;
			if (kind === 'configured') configured.add(value);
			else tokens = [...tokens, value].slice(-rememberedTokens);
			renew();
		},
	};
}
