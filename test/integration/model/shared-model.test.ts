import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {conflictStrategies} from '../../../source/core/policy.js';
import {seed} from '../../support/seed.js';
import {createTwoSites} from '../../support/two-sites.js';
import {step, toSharedPlay} from './shared-play.js';

/** As for the model of one system; more for a night: PARLEY_TEST_WORLDS=50 PARLEY_TEST_STEPS=500. */
const worlds = Number(process.env['PARLEY_TEST_WORLDS'] ?? 2);
const steps = Number(process.env['PARLEY_TEST_STEPS'] ?? 50);
const path = process.env['PARLEY_TEST_PATH'];

const strategy = fc.constantFrom(...conflictStrategies);

test(`two systems with the same fields come to rest and lose nothing, in any order of edits, runs, verdicts and breaks (PARLEY_TEST_SEED=${seed})`, {timeout: 3_600_000}, async () => {
	await fc.assert(fc.asyncProperty(fc.tuple(strategy, strategy), fc.noBias(fc.array(step, {minLength: Math.min(30, steps), maxLength: steps, size: 'max'})), async (strategies, plan) => {
		await using world = await createTwoSites({systems: 1, poams: 6, assets: 2, findings: 2});
		const play = await toSharedPlay(world, strategies);
		for (const [index, one] of plan.entries()) {
			await play.take(one);
			expect(await play.listFaults(), `after step ${index + 1}, ${JSON.stringify(one)}`).toEqual([]);
		}
		expect(await play.rest()).toEqual([]);
	}), {numRuns: worlds, seed, ...(path === undefined ? {} : {path}), endOnFailure: true});
});
