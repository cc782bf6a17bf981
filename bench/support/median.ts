/** The middle of an odd number of values; NaN of none. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** The value below which this share of all values lies. */
export function percentile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((left, right) => left - right);
	return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN;
}
