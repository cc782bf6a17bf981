import {expect, test} from 'vitest';
import type {Verdict} from '../../../source/core/conflict.js';
import {createConflictWorld} from '../../support/conflict-world.js';
import {putManyDisputes} from '../../support/many-disputes.js';

const verdicts: readonly Verdict[] = [{kind: 'keep_internal'}, {kind: 'keep_external'}, {kind: 'ignore'}, {kind: 'edit', value: 'dee'}];

test.each(verdicts)('after $kind over many, and after its undo, every invariant about verdicts and statuses holds', async verdict => {
	await using world = await createConflictWorld();
	await world.setPolicy({push: true});
	await putManyDisputes(world, {count: 30});
	const operations = world.operationsOf();
	const broken = async () => (await operations.verify({isDeep: true})).checks.filter(check => check.broken > 0).map(({name, sample}) => ({name, detail: sample[0]?.detail}));
	const before = await broken();
	const {requestId} = await operations.resolveConflicts({predicate: {kind: 'field', field: 'poc'}, verdict});
	expect(await broken()).toEqual(before);
	await operations.undoConflicts({requestId});
	expect(await broken()).toEqual(before);
});

test('a conflict that says it was settled with the others, and is in no event, is an offence', async () => {
	await using world = await createConflictWorld();
	await putManyDisputes(world, {count: 2});
	const [forged] = await putManyDisputes(world, {count: 1, field: 'status', internal: `'Ongoing'::text`, external: `'Completed'::text`});
	const operations = world.operationsOf();
	await operations.resolveConflicts({predicate: {kind: 'field', field: 'poc'}, verdict: {kind: 'ignore'}});
	await world.sql.query(
		`update sync_conflicts set resolution_status = 'ignored', resolution_action = 'ignore', resolved_at = now(), resolved_by_name = 'sam' where id = $1`, [forged]);
	const {checks} = await operations.verify({isDeep: true});
	expect(checks.find(({name}) => name === 'verdicts-are-whole')).toMatchObject({broken: 1, sample: [{subject: `conflict ${forged}`}]});
});
