/** The ids that begin with a prefix, as a range that a unique index can search: "7f3a" is 7f3a0000-… to 7f3affff-…. */
export function toIdRange(prefix: string): readonly [string, string] | undefined {
	const digits = prefix.replaceAll('-', '').toLowerCase();
	if (!/^[0-9a-f]{1,32}$/.test(digits)) return undefined;
	const toUuid = (filler: string): string => digits.padEnd(32, filler).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
	return [toUuid('0'), toUuid('f')];
}
