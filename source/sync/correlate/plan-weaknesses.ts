import type {JsonValue} from '../../core/json.js';
import type {OpenFindings, PoamOmissions, PoamOrigin, RemediationTerm} from '../../core/poam-proposal.js';
import type {Fields} from '../../core/stores/page-store.js';
import {findControl, isPlanned, type PoamText} from './match-weaknesses.js';
import {daysBetween, findDueDate, middleDay} from './due-date.js';

export type PoamFacts = {
	readonly weaknesses: readonly OpenFindings[];
	readonly terms: readonly RemediationTerm[];
	readonly poams: readonly PoamText[];
	readonly origins: readonly PoamOrigin[];
	/** The controls of each system. */
	readonly controls: ReadonlyMap<string, ReadonlySet<string>>;
	/** Systems that the other side knows, and who answers for their security. */
	readonly systems: ReadonlyMap<string, {readonly officer: string | null}>;
	readonly isClosed: (status: string | null) => boolean;
	readonly now: Date;
};

/** A weakness that needs a plan, and our record of it without its `poam_id`. */
export type PlannedWeakness = {
	readonly findings: OpenFindings;
	readonly fields: Fields;
	/** The plan that Parley made of it before: over, or refused by the other side. */
	readonly origin: PoamOrigin | undefined;
};

export type PoamPlan = {readonly wanted: readonly PlannedWeakness[]; readonly omitted: PoamOmissions};

/** The other side's texts end here. */
const maxText = 2000;
const shownHosts = 40;

/**
 * Which weaknesses need a plan of action, and what it would say: one plan a weakness and system, with its hosts. Not on first
 * sight, but once a weakness is as old as its severity allows, or is known to be exploited. A plan that is closed is never
 * opened again: a new one refers to it. Pure; the order of what it is given means nothing.
 */
export function planWeaknesses(facts: PoamFacts): PoamPlan {
	const wanted: PlannedWeakness[] = [];
	const omitted = {planned: 0, tooEarly: 0, notSeen: 0, belowTerms: 0, unknownSystem: 0};
	const poamsOfSystem = Map.groupBy(facts.poams, ({systemId}) => systemId);
	const origins = new Map(facts.origins.map(origin => [toKey(origin), origin]));
	const sorted = facts.weaknesses.toSorted((left, right) => right.severity - left.severity || (toKey(left) < toKey(right) ? -1 : 1));
	for (const findings of sorted) {
		const origin = origins.get(toKey(findings));
		const poams = (poamsOfSystem.get(findings.systemId) ?? []).filter(({poamId}) => poamId !== origin?.poamId);
		const omission = findOmission(facts, findings, {origin, poams});
		if (omission === undefined) wanted.push({findings, fields: toFields(facts, findings, origin), origin});
		else omitted[omission] += 1;
	}
	return {wanted, omitted};
}

/** What a weakness is called: one plugin on the hosts of one system. */
export const toKey = ({systemId, pluginId}: {readonly systemId: string; readonly pluginId: string}): string => `${systemId}:${pluginId}`;

type Known = {readonly origin: PoamOrigin | undefined; readonly poams: readonly PoamText[]};

function findOmission({systems, terms, isClosed, now}: PoamFacts, findings: OpenFindings, {origin, poams}: Known): keyof PoamOmissions | undefined {
	const isOpen = origin !== undefined && !isClosed(origin.status) && origin.creation !== 'rejected';
	if (isOpen || isPlanned(findings, poams)) return 'planned';
	const term = terms.find(({severity}) => severity === findings.severity);
	if (term === undefined || term.planAfterDays === null) return 'belowTerms';
	if (!systems.has(findings.systemId)) return 'unknownSystem';
	if (daysBetween(findings.lastFound, now) > term.seenWithinDays) return 'notSeen';
	if (findings.exploitedDueDate === null && daysBetween(findings.firstFound, now) < term.planAfterDays) return 'tooEarly';
	return undefined;
}

function toFields({terms, controls, systems, isClosed, now}: PoamFacts, findings: OpenFindings, origin: PoamOrigin | undefined): Fields {
	const term = terms.find(({severity}) => severity === findings.severity);
	const today = now.toISOString().slice(0, 10);
	const due = findDueDate(today, term ?? {dueDays: 0}, findings.exploitedDueDate);
	const level = term?.riskRating ?? null;
	return {
		system_id: findings.systemId,
		weakness_description: describe(findings, due.reason, origin !== undefined && isClosed(origin.status) ? origin.poamId : undefined),
		source: 'Vulnerability scan',
		security_control: findControl(findings.pluginId, controls.get(findings.systemId)) ?? null,
		resources: 'Staff of the system',
		scheduled_completion: due.date,
		poc: systems.get(findings.systemId)?.officer ?? null,
		status: 'ongoing',
		risk_rating: level, weakness_severity: level, likelihood: level, residual_risk: level,
		original_detection_date: findings.firstFound.toISOString().slice(0, 10),
		milestone_schedule: toMilestones(today, due.date),
		workflow_status: 'submitted', approval_status: 'pending',
	};
}

const toMilestones = (today: string, due: string): JsonValue => [
	{description: 'The fix is tested and its installation is planned', scheduled_date: middleDay(today, due)},
	{description: 'All hosts are fixed and a scan confirms it', scheduled_date: due},
];

/** Names the plugin first: by that, later findings find their plan. The hosts come last, because they are what may be cut. */
function describe({pluginName, pluginId, cves, solution, hosts}: OpenFindings, reason: string, earlier: string | undefined): string {
	const head = [
		`${pluginName} (plugin ${pluginId}${cves.length === 0 ? '' : `; ${cves.slice(0, 20).join(', ')}`}).`,
		...(earlier === undefined ? [] : [`It came back after ${earlier} was closed.`]),
		...(reason.startsWith('known') ? [`It is ${reason}.`] : []),
		...(solution === null || solution.trim() === '' ? [] : [`Solution: ${solution.trim().replaceAll(/\s+/g, ' ')}`]),
	].join(' ').slice(0, 1200);
	const shown = hosts.slice(0, shownHosts);
	const more = hosts.length > shown.length ? `, and ${hosts.length - shown.length} more` : '';
	return `${head}\nAffected hosts (${hosts.length}): ${shown.join(', ')}${more}`.slice(0, maxText);
}
