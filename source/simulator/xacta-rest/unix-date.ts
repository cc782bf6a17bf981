/** How one instance turns a day into Unix seconds, and back. */
export type DateCodec = {
	readonly toSeconds: (day: string | null) => number | null;
	/** "YYYY-MM-DD". */
	readonly toDay: (seconds: number) => string;
};

/** Days as the Unix seconds of their midnight, `offsetHours` east of UTC. */
export const createDateCodec = (offsetHours: number): DateCodec => ({
	toSeconds: day => (day === null ? null : Date.parse(`${day}T00:00:00Z`) / 1000 - offsetHours * 3600),
	toDay: seconds => new Date((seconds + offsetHours * 3600) * 1000).toISOString().slice(0, 10),
});
