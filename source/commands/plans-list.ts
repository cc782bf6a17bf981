import {formatAge} from '../core/text/format-age.js';
import {formatCount} from '../core/text/format-count.js';
import {ownText, toSafeText, type SafeText} from '../core/text/safe-text.js';
import type {SyncPlan} from '../core/sync-plan.js';
import type {Command} from './command.js';
import {shortId} from './print/format-operation.js';
import {formatTable} from './print/format-table.js';
import {pageFlags, readLimit} from './input/list-flags.js';
import {formatScope} from './print/plan-lines.js';
import {printPage} from './print/print-page.js';
import {readText} from './input/read-flags.js';

export const plansList: Command = {
	name: 'plans list',
	usage: '',
	summary: 'List the plans that "sync run --plan" has made, newest first.',
	flags: {
		limit: pageFlags.limit,
		after: {type: 'string', placeholder: 'ID', help: 'Go on after this plan of an earlier page.'},
	},
	run: async input => {
		const {flags, operations} = input;
		const bound = await operations();
		const prefix = readText(flags, 'after');
		const after = prefix === undefined ? undefined : (await bound.getPlan(prefix)).id;
		const page = await bound.listPlans(after, readLimit(flags));
		printPage(page, {command: plansList, input, toLines, whenEmpty: ownText`There is no plan. Make one: parley sync run --plan`, toShownKey: shortId});
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
