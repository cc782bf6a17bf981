/** Answers a question of that name as a database would: later, and not at all while it is away. */
export type Ask = <T>(name: string, answer: () => T) => Promise<T>;
