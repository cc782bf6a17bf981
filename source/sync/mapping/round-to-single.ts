/** Decimal digits that tell any number of four bytes from any other. */
const enoughDigits = 9;

/** As PostgreSQL shows what it keeps in four bytes: by the fewest digits that mean this number and none of its neighbours. */
export function roundToSingle(value: number): number {
	const single = Math.fround(Math.abs(value));
	if (!Number.isFinite(single)) return value;
	if (single === 0) return 0;
	const {above, below} = neighboursOf(single);
	const [low, high] = [(below + single) / 2, single + (Number.isFinite(above) ? above - single : single - below) / 2];
	const shown = range(1, enoughDigits).flatMap(digits => nearest(single, digits)).find(short => low < short && short < high);
	return Math.sign(value) * (shown ?? single);
}

function neighboursOf(single: number): {readonly above: number; readonly below: number} {
	const view = new DataView(new ArrayBuffer(4));
	view.setFloat32(0, single);
	const bits = view.getUint32(0);
	const read = (neighbour: number): number => {
		view.setUint32(0, neighbour);
		return view.getFloat32(0);
	};
	return {above: read(bits + 1), below: read(bits - 1)};
}

/** The nearest number of so many digits, and the next above: at a power of two, what lies above may be farther and still mean it. */
function nearest(single: number, digits: number): readonly number[] {
	const [mantissa = '', exponent] = single.toExponential(digits - 1).split('e');
	const rounded = Number(mantissa.replace('.', ''));
	// What lies in the middle between two goes up here, and to the even one there.
	const isUneven = rounded % 2 === 1 && Number(single.toExponential(digits)) === single && /5e/.test(single.toExponential(digits));
	const whole = isUneven ? rounded - 1 : rounded;
	return [whole, whole + 1].map(shown => Number(`${shown}e${Number(exponent) - digits + 1}`));
}

const range = (from: number, to: number): readonly number[] => Array.from({length: to - from + 1}, (_, index) => from + index);
