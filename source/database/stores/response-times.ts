/** The middle one of some response times in ms, in any order; undefined for none. */
export function medianOf(times: readonly number[]): number | undefined {
	const sorted = [...times].sort((left, right) => left - right);
	const middle = Math.floor(sorted.length / 2);
	const upper = sorted[middle];
	if (upper === undefined || sorted.length % 2 === 1) return upper;
	return ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Means of consecutive groups of nearly equal size, at most `groups` of them, in the order of the times. */
export function meansOf(times: readonly number[], groups: number): readonly number[] {
	const count = Math.min(groups, times.length);
	return Array.from({length: count}, (_, group) => {
		const part = times.slice(Math.floor((group * times.length) / count), Math.floor(((group + 1) * times.length) / count));
		return Math.round(part.reduce((sum, time) => sum + time, 0) / part.length);
	});
}
