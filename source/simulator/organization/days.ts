export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** "YYYY-MM-DD", so many days after (or, when negative, before) a moment, in UTC. */
export const dateAfter = (moment: number, days: number): string => new Date(moment + days * dayMs).toISOString().slice(0, 10);
