/** Does `work` on each item while whoever asked is busy with the one before. A failure is met when its turn comes. */
export async function* workAhead<Item, Result>(items: AsyncIterable<Item>, work: (item: Item) => Promise<Result>): AsyncGenerator<Result> {
	const iterator = items[Symbol.asyncIterator]();
	const begin = async (): Promise<{readonly result: Result} | undefined> => {
		const {done, value} = await iterator.next();
		return done === true ? undefined : {result: await work(value)};
	};
	let coming = begin();
	try {
		for (let ready = await coming; ready !== undefined; ready = await coming) {
			coming = begin();
			// Until its turn comes it must not count as unhandled.
			coming.catch(() => {});
			yield ready.result;
		}
	} finally {
		// What is under way ends by itself, and nobody waits for it.
		iterator.return?.().catch(() => {});
	}
}
