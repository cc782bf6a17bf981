/** Words for a plan of action that is over. */
const closedStates: readonly (string | null)[] = ['completed', 'archived', 'not applicable'];

export const isClosedPoam = (status: string | null): boolean => closedStates.includes(status);
