/** Words for a plan of action that is over. */
const closedStates: readonly (string | null)[] = ['completed', 'archived', 'not applicable'];

/** Nobody works on it any more; a status that is unknown or missing counts as open. */
export const isClosedPoam = (status: string | null): boolean => closedStates.includes(status);
