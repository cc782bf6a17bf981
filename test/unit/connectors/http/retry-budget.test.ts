import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createRetryBudget} from '../../../../source/connectors/http/retry-budget.js';

describe('the retry budget', () => {
	test('when every call fails, retries stay within a tenth of the calls beyond the reserve', () => {
		fc.assert(fc.property(fc.nat(2000), calls => {
			const budget = createRetryBudget();
			let retries = 0;
			for (let call = 0; call < calls; call++) {
				budget.earn();
				while (budget.spend()) retries++;
			}

			expect(retries).toBeLessThanOrEqual(10 + calls / 10);
		}));
	});

	test('a good hour saves up no more than the reserve', () => {
		const budget = createRetryBudget({share: 0.1, reserve: 2});
		for (let call = 0; call < 1000; call++) budget.earn();
		expect([budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, false]);
	});

	test('ten calls earn one retry', () => {
		const budget = createRetryBudget({share: 0.1, reserve: 1});
		budget.spend();
		for (let call = 0; call < 10; call++) budget.earn();
		expect(budget.spend()).toBe(true);
	});
});
