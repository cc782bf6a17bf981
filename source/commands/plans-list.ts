import {formatAge} from '../core/format-age.js';
import {ownText, toSafeText, type SafeText} from '../core/safe-text.js';
import type {SyncPlan} from '../core/sync-plan.js';
import type {Command} from './command.js';
import {formatCount, shortId} from './format-operation.js';
import {formatTable} from './format-table.js';
import {moreLine} from './more-line.js';
import {formatScope} from './plan-lines.js';
import {isSet, readCount, readText} from './read-flags.js';

const defaultLimit = 50;

export const plansList: Command = {
	name: 'plans list',
	usage: '',
	summary: 'List the plans that "sync run --plan" has made, newest first.',
	flags: {
		limit: {type: 'number', default: defaultLimit, help: 'At most so many rows.'},
		after: {type: 'string', placeholder: 'ID', help: 'Go on after this plan of an earlier page.'},
	},
	run: async ({args, flags, output, operations}) => {
		const bound = await operations();
		const prefix = readText(flags, 'after');
		const after = prefix === undefined ? undefined : (await bound.getPlan(prefix)).id;
		const page = await bound.listPlans(after, readCount(flags, 'limit', 1) ?? defaultLimit);
		if (isSet(flags, 'json')) {
			output.json(page);
			return;
		}
		if (page.rows.length === 0) output.line(ownText`There is no plan. Make one: parley sync run --plan`);
		else for (const line of toLines(page.rows, output.isTerminal ? output.columns : undefined, new Date())) output.line(line);
		if (page.next !== undefined) output.line(moreLine(plansList, {args, flags}, shortId(page.next)));
	},
};

const toLines = (plans: readonly SyncPlan[], width: number | undefined, now: Date): readonly SafeText[] => formatTable({
	columns: [{header: 'ID'}, {header: 'SCOPE'}, {header: 'PAIRS', align: 'right'}, {header: 'TOUCHED', align: 'right'}, {header: 'GUARDS', align: 'right'}, {header: 'MADE'}, {header: 'BY', minWidth: 6}, {header: 'APPLIED', minWidth: 8}],
	rows: plans.map(plan => [
		shortId(plan.id), formatScope(plan), formatCount(plan.pairs.length), formatCount(plan.pairs.reduce((sum, {touched}) => sum + touched, 0)),
		formatCount(plan.pairs.reduce((sum, {guards}) => sum + guards.length, 0)), toSafeText(formatAge(plan.createdAt, now)), toSafeText(plan.createdBy),
		toSafeText(plan.appliedAt === undefined ? '' : `${formatAge(plan.appliedAt, now)} by ${plan.appliedBy ?? ''}`),
	]),
	width,
});
