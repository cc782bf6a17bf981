/**
 * The name that a person most likely meant, for "did you mean": the one with the fewest letters changed, added, dropped
 * or swapped with their neighbour, when they are few for its length. Undefined when nothing comes near.
 */
export function findClosestName(typed: string, names: Iterable<string>): string | undefined {
	let closest: {readonly name: string; readonly distance: number} | undefined;
	for (const name of names) {
		const distance = editDistance(typed.toLowerCase(), name.toLowerCase());
		if (distance <= Math.max(1, Math.floor(name.length / 3)) && distance < (closest?.distance ?? Infinity)) closest = {name, distance};
	}
	return closest?.name;
}

/** Damerau and Levenshtein's distance, with adjacent letters swapped once at most. */
function editDistance(left: string, right: string): number {
	let beforeLast: readonly number[] = [];
	let last: readonly number[] = Array.from({length: right.length + 1}, (_, column) => column);
	for (let row = 1; row <= left.length; row++) {
		const current = [row];
		for (let column = 1; column <= right.length; column++) {
			const isSame = left[row - 1] === right[column - 1];
			const isSwapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
			current[column] = Math.min(
				at(last, column) + 1,
				at(current, column - 1) + 1,
				at(last, column - 1) + (isSame ? 0 : 1),
				isSwapped ? at(beforeLast, column - 2) + 1 : Infinity,
			);
		}
		[beforeLast, last] = [last, current];
	}
	return at(last, right.length);
}

const at = (row: readonly number[], column: number): number => row[column] ?? Infinity;
