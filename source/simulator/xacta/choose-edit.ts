import type {Organization} from '../organization.js';
import {dateAfter} from '../organization/days.js';
import {Draw} from '../random.js';
import type {XactaEdit, XactaEditKind, XactaPeople} from './people.js';

type Act = (people: Omit<XactaPeople, 'act'>) => Promise<XactaEdit | undefined>;

/** How often each happens; what people do every day far more often than what cannot be taken back. */
const weights: ReadonlyArray<readonly [XactaEditKind, number]> = [
	['move-completion', 22], ['reassign', 14], ['change-status', 14], ['rate', 6], ['note-milestone-change', 12], ['complete-milestone', 8],
	['add-milestone', 6], ['accept-risk', 4], ['archive', 2], ['delete', 1], ['change-control', 10], ['change-system', 1],
];

/** The act of one turn of the script. The same seed and turn give the same act. */
export function chooseEdit(organization: Organization, seed: number, turn: number): Act {
	const draw = new Draw(seed, 'xacta edit', turn);
	const kind = draw.weighted(weights);
	const system = draw.pick(organization.systems);
	if (kind === 'change-control' || organization.counts.poams === 0) {
		const control = draw.pick(organization.controlsOfSystem(system.index));
		const assessment = draw.pick(['satisfied', 'other_than_satisfied', 'not_satisfied']);
		return people => people.changeControl(system.systemId, control.controlId, {assessment_status: assessment});
	}
	if (kind === 'change-system') {
		const isso = draw.pick(system.administrators).name;
		return people => people.changeSystem(system.systemId, {isso_name: isso});
	}
	return chooseForPoam(organization, draw, kind);
}

function chooseForPoam(organization: Organization, draw: Draw, kind: Exclude<XactaEditKind, 'change-control' | 'change-system'>): Act {
	const {poamId, systemIndex, scheduledCompletionDate, milestones} = organization.poamAt(draw.integer(0, organization.counts.poams - 1));
	const system = organization.systems[systemIndex] ?? draw.pick(organization.systems);
	const moved = dateAfter(Date.parse(scheduledCompletionDate), draw.integer(2, 9) * 7);
	const person = draw.pick([system.isso, ...system.administrators]).name;
	const acts: Readonly<Record<typeof kind, Act>> = {
		'move-completion': people => people.moveCompletion(poamId, moved),
		reassign: people => people.reassign(poamId, person),
		'change-status': people => people.changeStatus(poamId, draw.pick(['ongoing', 'overdue', 'completed'])),
		rate: people => people.rate(poamId, draw.pick(['critical', 'high', 'moderate', 'medium', 'low'])),
		'note-milestone-change': people => people.noteMilestoneChange(poamId, `Completion moved to ${moved}: the maintenance window was cancelled.`),
		'complete-milestone': people => people.completeMilestone(draw.pick(milestones).milestoneId),
		'add-milestone': people => people.addMilestone(poamId, {description: 'Report the remaining hosts to the authorizing official', scheduledDate: moved}),
		'accept-risk': people => people.acceptRisk(poamId, 'The authorizing official accepts the risk until the next release.'),
		archive: people => people.archive(poamId),
		delete: people => people.delete(poamId),
	};
	return acts[kind];
}
