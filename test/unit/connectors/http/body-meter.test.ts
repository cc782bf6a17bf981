import {describe, expect, test} from 'vitest';
import {createBodyMeter} from '../../../../source/connectors/http/body-meter.js';

const limits = {maxDecodedBytes: 10_000_000, maxRatio: 100, ratioFloorBytes: 1000, minBytesPerSecond: 10, rateWindowMs: 5000};

describe('the limits of a body', () => {
	test('a body that grows past its size is given up', () => {
		const meter = createBodyMeter(limits, 0);
		meter.countWire(9_000_000);
		expect(meter.countDecoded(10_000_000)).toBeUndefined();
		expect(meter.countDecoded(1)).toMatchObject({kind: 'payload', problem: 'too-large'});
	});

	test('a body that grows a hundred times is given up, but not a small one', () => {
		const meter = createBodyMeter(limits, 0);
		meter.countWire(5);
		expect(meter.countDecoded(1000)).toBeUndefined();
		expect(meter.countDecoded(1)).toMatchObject({kind: 'payload', problem: 'compression-ratio'});
	});

	test('a trickle is given up after a whole window of it, a fast beginning notwithstanding', () => {
		const meter = createBodyMeter(limits, 0);
		meter.countWire(1_000_000);
		expect(meter.checkRate(4999)).toBeUndefined();
		expect(meter.checkRate(5000)).toBeUndefined();
		meter.countWire(49);
		expect(meter.checkRate(9999)).toBeUndefined();
		expect(meter.checkRate(10_000)).toMatchObject({kind: 'timeout', phase: 'rate', detail: 'only 49 bytes came in 5 s'});
	});
});
