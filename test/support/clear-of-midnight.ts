const dayMs = 86_400_000;

/** No test that asks for the day more than once takes longer, also on a busy machine. */
const nearMs = 30_000;

/**
 * Lets a midnight (UTC) that is near go by first: for a test that asks two clocks for the day, or one of them twice, and so
 * would see two days, or two months, if midnight fell into it.
 */
export async function clearOfMidnight(): Promise<void> {
	for (;;) {
		const leftMs = dayMs - Date.now() % dayMs;
		if (leftMs > nearMs) return;
		await new Promise(resolve => setTimeout(resolve, leftMs));
	}
}
