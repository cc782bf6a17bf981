/** Ends one part of a process. */
export type Closer = () => unknown;

/**
 * Closes everything, the newest first: each waits for the one before it, and one that fails keeps none from being closed.
 * @throws the failure, or an AggregateError of several, once all were tried
 */
export async function closeAll(closers: readonly Closer[]): Promise<void> {
	const failures: unknown[] = [];
	for (const close of closers.toReversed()) {
		try {
			await close();
		} catch (error) {
			failures.push(error);
		}
	}
	if (failures.length === 1) throw failures[0];
	if (failures.length > 1) throw new AggregateError(failures, `${failures.length} parts could not be closed: ${failures.map(describe).join('; ')}`);
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
