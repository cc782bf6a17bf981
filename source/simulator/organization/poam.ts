import {findingSentences} from '../data/control-words.js';
import {costs, deviations, milestoneChanges, milestoneSteps, mitigations, resources} from '../data/weakness-words.js';
import {Draw, uuidOf} from '../random.js';
import type {CatalogControl} from './control.js';
import {dateAfter, dayMs} from './days.js';
import type {Person} from './person.js';
import type {OrganizationPlugin, SeverityId} from './plugin.js';
import type {OrganizationSystem} from './system.js';

export type Milestone = {
	/** "POAM-2026-0042-M1". */
	readonly milestoneId: string;
	readonly description: string;
	readonly scheduledDate: string;
	readonly actualDate: string | null;
	readonly status: 'planned' | 'in_progress' | 'completed';
	readonly comments: string | null;
};

/**
 * A plan of action for one weakness of one system. Dates are "YYYY-MM-DD", times epoch milliseconds. `status`, `riskRating`,
 * `cost`, `controlIdAsWritten` and `uuid` hold what people typed, as real exports show it: several spellings, and now and then
 * a value from the wrong column.
 */
export type OrganizationPoam = {
	readonly index: number;
	readonly poamId: string;
	readonly uuid: string;
	readonly systemIndex: number;
	readonly systemId: string;
	/** As the catalog spells it: "AC-2(3)". */
	readonly controlId: string;
	readonly controlIdAsWritten: string;
	readonly title: string;
	readonly weaknessDescription: string;
	readonly weaknessType: 'Vulnerability' | 'Control deficiency';
	readonly source: string;
	/** The plugin that found it; undefined when an assessor did. */
	readonly plugin: OrganizationPlugin | undefined;
	readonly resourcesRequired: string;
	readonly cost: string;
	readonly originalDetectionDate: string;
	readonly scheduledCompletionDate: string;
	readonly actualCompletionDate: string | null;
	/** "ongoing", "completed", "overdue"; in one of some thirty a risk such as "critical". */
	readonly status: string;
	/** "critical", "high", "moderate" or "medium", "low". */
	readonly riskRating: string;
	readonly likelihood: string;
	readonly impact: string;
	readonly responsible: Person;
	readonly mitigation: string;
	readonly deviationRationale: string | null;
	readonly milestoneChanges: string | null;
	readonly milestones: readonly Milestone[];
	readonly createdAt: number;
	readonly createdBy: string;
	readonly updatedAt: number;
	readonly updatedBy: string;
};

export type PoamSources = {
	readonly systems: readonly OrganizationSystem[];
	/** Plugins whose findings deserve a plan: medium and worse. */
	readonly plugins: readonly OrganizationPlugin[];
	readonly controlsOf: (system: OrganizationSystem) => readonly CatalogControl[];
};

const deadlineDays: Readonly<Record<SeverityId, number>> = {0: 365, 1: 180, 2: 90, 3: 60, 4: 30};
const ratings: Readonly<Record<SeverityId, readonly string[]>> = {0: ['low'], 1: ['low'], 2: ['moderate', 'medium'], 3: ['high'], 4: ['critical']};

/** Two, three, two, three…: 150 for 60 plans. */
export const milestoneCountAt = (index: number): number => 2 + (index % 2);

/** The `index`-th plan; `now` in epoch milliseconds. */
export function poamAt(seed: number, index: number, now: number, sources: PoamSources): OrganizationPoam {
	const draw = new Draw(seed, 'poam', index);
	const system = sources.systems[index % sources.systems.length] ?? draw.pick(sources.systems);
	const weakness = draw.chance(0.7)
		? vulnerabilityOf(draw, Math.floor(index / sources.systems.length) * 7 + system.index * 5, sources.plugins)
		: deficiencyOf(draw, sources.controlsOf(system));
	const schedule = scheduleOf(draw, deadlineDays[weakness.severityId], now);
	// Of this year, whenever it was made: the order of the names is then the same at any season.
	const poamId = `POAM-${dateAfter(now, 0).slice(0, 4)}-${String(index + 1).padStart(4, '0')}`;
	const people = [system.isso, system.systemOwner, ...system.administrators];
	const {severityId, ...described} = weakness;
	return {
		index,
		poamId,
		uuid: index % 23 === 11 ? `xacta-${index + 1}` : uuidOf(seed, 'poam', index),
		systemIndex: system.index,
		systemId: system.systemId,
		...described,
		controlIdAsWritten: spelled(weakness.controlId, index),
		resourcesRequired: draw.pick(resources),
		cost: draw.pick(costs),
		riskRating: draw.pick(ratings[severityId]),
		likelihood: draw.pick(['Low', 'Moderate', 'High']),
		impact: draw.pick(['Low', 'Moderate', 'Moderate', 'High']),
		responsible: draw.pick(people),
		mitigation: draw.pick(mitigations),
		deviationRationale: draw.chance(0.08) ? draw.pick(deviations) : null,
		milestoneChanges: draw.chance(0.2) ? draw.pick(milestoneChanges) : null,
		...schedule,
		status: index % 29 === 17 ? 'critical' : schedule.status,
		milestones: milestonesOf(draw, poamId, milestoneCountAt(index), schedule),
		createdBy: system.isso.username,
		updatedBy: draw.pick(people).username,
	};
}

type Weakness = Pick<OrganizationPoam, 'title' | 'weaknessDescription' | 'weaknessType' | 'source' | 'plugin' | 'controlId'> & {readonly severityId: SeverityId};

function vulnerabilityOf(draw: Draw, turn: number, plugins: readonly OrganizationPlugin[]): Weakness {
	const plugin = plugins[turn % plugins.length] ?? draw.pick(plugins);
	const cves = plugin.cves.length === 0 ? '' : ` (${plugin.cves.slice(0, 3).join(', ')}${plugin.cves.length > 3 ? ' and others' : ''})`;
	return {
		title: plugin.name,
		weaknessDescription: `${plugin.name}${cves}: found by Nessus plugin ${plugin.id} on ${draw.integer(2, 40)} hosts of the system.`,
		weaknessType: 'Vulnerability',
		source: 'Assured Compliance Assessment Solution (ACAS) Nessus Scanner',
		plugin,
		controlId: /SSL|TLS|Cleartext/.test(plugin.name) ? 'SC-8' : draw.pick(['SI-2', 'SI-2', 'RA-5']),
		severityId: plugin.severityId,
	};
}

function deficiencyOf(draw: Draw, controls: readonly CatalogControl[]): Weakness {
	const control = draw.pick(controls);
	return {
		title: `${control.controlId} ${control.title}`,
		weaknessDescription: `${control.controlId} ${control.title}: ${draw.pick(findingSentences)}`,
		weaknessType: 'Control deficiency',
		source: 'Annual security control assessment',
		plugin: undefined,
		controlId: control.controlId,
		severityId: draw.pick([1, 2, 2, 3] as const),
	};
}

type Schedule = Pick<OrganizationPoam, 'originalDetectionDate' | 'scheduledCompletionDate' | 'actualCompletionDate' | 'status' | 'createdAt' | 'updatedAt'>;

function scheduleOf(draw: Draw, deadline: number, now: number): Schedule {
	const status = draw.weighted([['ongoing', 62], ['completed', 26], ['overdue', 12]] as const);
	const leftDays = status === 'ongoing' ? draw.integer(3, deadline) : status === 'overdue' ? -draw.integer(2, 60) : -draw.integer(-20, 200);
	const createdAt = now - (deadline - leftDays + draw.integer(0, 30)) * dayMs - draw.integer(0, dayMs - 1);
	const ageDays = Math.floor((now - createdAt) / dayMs);
	return {
		status,
		createdAt,
		updatedAt: now - draw.integer(0, Math.min(ageDays, 60)) * dayMs - draw.integer(0, 3_600_000),
		originalDetectionDate: dateAfter(createdAt, -draw.integer(1, 20)),
		scheduledCompletionDate: dateAfter(now, leftDays),
		actualCompletionDate: status === 'completed' ? dateAfter(now, -draw.integer(0, ageDays)) : null,
	};
}

function milestonesOf(draw: Draw, poamId: string, count: number, schedule: Schedule): readonly Milestone[] {
	const start = schedule.createdAt;
	const days = Math.round((Date.parse(schedule.scheduledCompletionDate) - start) / dayMs);
	const first = draw.integer(0, milestoneSteps.length - count);
	return Array.from({length: count}, (_, place): Milestone => {
		const scheduledDate = dateAfter(start, Math.round((days * (place + 1)) / count));
		const isDone = schedule.status === 'completed' || (place === 0 && draw.chance(0.5));
		return {
			milestoneId: `${poamId}-M${place + 1}`,
			description: milestoneSteps[first + place] ?? 'Close the item',
			scheduledDate,
			actualDate: isDone ? (schedule.actualCompletionDate ?? dateAfter(schedule.updatedAt, 0)) : null,
			status: isDone ? 'completed' : place === 0 ? 'in_progress' : 'planned',
			comments: draw.chance(0.2) ? 'Discussed in the monthly review.' : null,
		};
	});
}

/** One control, as different people spell it. */
function spelled(controlId: string, index: number): string {
	if (index % 7 === 3) return controlId.toLowerCase().replace(/\((\d+)\)/, '.$1');
	if (index % 11 === 5) return controlId.replace(/-(\d)(?!\d)/, '-0$1').replace(/\((\d)\)/, '(0$1)');
	if (index % 13 === 8) return controlId.replace('(', ' (');
	return controlId;
}
