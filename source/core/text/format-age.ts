const units = [
	{name: 'd', ms: 86_400_000},
	{name: 'h', ms: 3_600_000},
	{name: 'm', ms: 60_000},
	{name: 's', ms: 1000},
] as const;

/** A span of time in its largest whole unit: "4s", "2m", "3h", "12d". Less than a second is "0s"; the sign is dropped. */
export function formatSpan(ms: number): string {
	const span = Math.abs(ms);
	for (const unit of units) {
		if (span >= unit.ms) return `${Math.floor(span / unit.ms)}${unit.name}`;
	}
	return '0s';
}

/** How long ago, or in how long: "2m ago", "in 58m", "now" within a second. */
export function formatAge(at: Date, now: Date): string {
	const ms = now.getTime() - at.getTime();
	if (Math.abs(ms) < 1000) return 'now';
	return ms > 0 ? `${formatSpan(ms)} ago` : `in ${formatSpan(ms)}`;
}
