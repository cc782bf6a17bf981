export const dayMs = 86_400_000;

/** "YYYY-MM-DD", so many days after (or, when negative, before) a moment, in UTC. */
export const dateAfter = (moment: number, days: number): string => new Date(moment + days * dayMs).toISOString().slice(0, 10);
