import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {seed} from '../../support/seed.js';
import {createModelWorld} from './model-world.js';
import {startPlay, Violation} from './play.js';
import {takeState} from './state.js';
import {quietStep, step} from './steps.js';

/**
 * The most worlds that are played and the most steps in each. Two thousand steps are taken, or as many as there is time for where
 * that is given, and then both sides come to rest. For a night: PARLEY_TEST_WORLDS=50 PARLEY_TEST_SECONDS=30000, with another PARLEY_TEST_SEED.
 */
const worlds = Number(process.env['PARLEY_TEST_WORLDS'] ?? 12);
const steps = Number(process.env['PARLEY_TEST_STEPS'] ?? 800);
const seconds = Number(process.env['PARLEY_TEST_SECONDS'] ?? 0);
const enough = seconds > 0 ? Infinity : 2000;
/** How long a failing play may be made shorter. */
const shrinkMs = Number(process.env['PARLEY_TEST_SHRINK_MS'] ?? 0);
/** With a path too, the shortest failing play of that seed is played alone. */
const path = process.env['PARLEY_TEST_PATH'];

test(`nothing is lost, doubled or overwritten by any order of edits, runs, verdicts, faults and deaths (PARLEY_TEST_SEED=${seed})`, {timeout: 3_600_000}, async () => {
	const endAt = seconds > 0 ? performance.now() + seconds * 1000 : Infinity;
	let taken = 0;
	const isOver = () => taken >= enough || performance.now() > endAt;
	await fc.assert(fc.asyncProperty(fc.noBias(fc.array(step, {minLength: 1, maxLength: steps, size: 'max'})), async play => {
		if (isOver()) return;
		await using model = await createModelWorld({poams: 6, batchSize: 2});
		await model.world.sync('system');
		await model.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: true});
		const {take, rest} = await startPlay(model);
		for (const [index, one] of play.entries()) {
			if (isOver()) break;
			try {
				await take(one);
				taken += 1;
			} catch (error) {
				throw error instanceof Violation ? new Violation(`After step ${index + 1}, ${JSON.stringify(one)}:\n${error.message}`) : error;
			}
		}
		await rest();
		expect((await model.operations.verifyAudit()).firstBroken).toBeUndefined();
	}), {numRuns: worlds, seed, ...(path === undefined ? {} : {path}), endOnFailure: shrinkMs === 0, ...(shrinkMs === 0 ? {} : {interruptAfterTimeLimit: shrinkMs})});
	expect(taken).toBeGreaterThanOrEqual(path === undefined && seconds === 0 ? enough : 1);
});

test(`the same steps from the same beginning end in the same rows, links, questions and debts (PARLEY_TEST_SEED=${seed})`, {timeout: 600_000}, async () => {
	const [play = []] = fc.sample(fc.noBias(fc.array(quietStep, {minLength: 20, maxLength: 20})), {numRuns: 1, seed});
	const states = await Promise.all([0, 1].map(async () => {
		await using model = await createModelWorld({poams: 6, batchSize: 2});
		await model.world.sync('system');
		await model.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: true});
		const {take} = await startPlay(model);
		for (const one of play) await take(one);
		return await takeState(model);
	}));
	expect(states[1]).toEqual(states[0]);
	expect(states[0]?.length).toBeGreaterThan(0);
});
