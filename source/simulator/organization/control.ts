import {evidenceTitles, findingSentences, implementationSentences, responsibleRoles} from '../data/control-words.js';
import {controlFamilies, controlLines} from '../data/controls.js';
import type {Baseline} from '../data/system-profiles.js';
import {Draw} from '../random.js';
import {dateAfter, dayMs, hourMs} from './days.js';
import type {OrganizationSystem} from './system.js';

/** A control of the catalog, with the lowest baseline that holds it; a tailored one is in none. */
export type CatalogControl = {
	/** "AC-2(1)". */
	readonly controlId: string;
	readonly title: string;
	readonly family: string;
	readonly familyName: string;
	readonly lowestBaseline: Baseline | 'tailored';
};

export type ControlEvidence = {
	readonly type: 'documentation' | 'screenshots' | 'scan_results';
	readonly title: string;
	readonly filePath: string;
	readonly collectionDate: string;
	readonly expirationDate: string;
};

/** How one system meets one control. Dates are "YYYY-MM-DD"; `updatedAt` is in epoch milliseconds. */
export type SystemControl = CatalogControl & {
	/** Its place among all controls of the organization. */
	readonly index: number;
	readonly systemId: string;
	readonly implementationStatus: 'implemented' | 'partially_implemented' | 'not_implemented';
	readonly assessmentStatus: 'satisfied' | 'other_than_satisfied' | 'not_satisfied';
	readonly implementationDescription: string;
	readonly responsibleRole: string;
	readonly lastAssessmentDate: string;
	readonly nextAssessmentDate: string;
	readonly assessmentFrequencyMonths: number;
	readonly assessor: string;
	readonly findingDetails: string | null;
	readonly recommendation: string | null;
	readonly evidence: readonly ControlEvidence[];
	readonly updatedAt: number;
	readonly updatedBy: string;
};

const baselineLetters: Readonly<Record<string, CatalogControl['lowestBaseline']>> = {L: 'low', M: 'moderate', H: 'high', T: 'tailored'};
const rank: Readonly<Record<CatalogControl['lowestBaseline'], number>> = {tailored: 0, low: 0, moderate: 1, high: 2};

export function parseControls(): readonly CatalogControl[] {
	return controlLines.trim().split('\n').map(line => {
		const [, letter = '', controlId = '', title = ''] = /^(\w) (\S+) (.*)$/.exec(line) ?? [];
		const family = controlId.slice(0, 2);
		return {controlId, title, family, familyName: controlFamilies[family] ?? family, lowestBaseline: baselineLetters[letter] ?? 'tailored'};
	});
}

/** The controls that a system of this baseline must meet, in the catalog's order. */
export const controlsOfBaseline = (catalog: readonly CatalogControl[], baseline: Baseline): readonly CatalogControl[] =>
	catalog.filter(control => rank[control.lowestBaseline] <= rank[baseline]);

/** How a system meets one control; `index` is the control's place among all of the organization, `now` in epoch milliseconds. */
export function systemControl(seed: number, now: number, system: OrganizationSystem, control: CatalogControl, index: number): SystemControl {
	const draw = new Draw(seed, 'control', index);
	const implementationStatus = draw.weighted([['implemented', 74], ['partially_implemented', 18], ['not_implemented', 8]] as const);
	const assessmentStatus = implementationStatus === 'implemented'
		? draw.weighted([['satisfied', 94], ['other_than_satisfied', 6]] as const)
		: draw.weighted([['other_than_satisfied', 7], ['not_satisfied', 3]] as const);
	const frequency = draw.pick([6, 12, 12, 12, 36]);
	const assessedDaysAgo = draw.integer(3, frequency * 28);
	const isWeak = assessmentStatus !== 'satisfied';
	return {
		...control,
		index,
		systemId: system.systemId,
		implementationStatus,
		assessmentStatus,
		implementationDescription: `${draw.pick(implementationSentences)} ${draw.pick(implementationSentences)}`,
		responsibleRole: draw.pick(responsibleRoles),
		lastAssessmentDate: dateAfter(now, -assessedDaysAgo),
		nextAssessmentDate: dateAfter(now, frequency * 30 - assessedDaysAgo),
		assessmentFrequencyMonths: frequency,
		assessor: system.isso.name,
		findingDetails: isWeak ? draw.pick(findingSentences) : null,
		recommendation: isWeak ? `Bring ${control.controlId} back to its written procedure and assess it again.` : null,
		evidence: draw.chance(0.35) ? [evidenceOf(draw, system, control, now - assessedDaysAgo * dayMs)] : [],
		// Not within the last hour: whether a sync that looks back some minutes reads it again would depend on how fast the machine is.
		updatedAt: now - hourMs - draw.integer(0, assessedDaysAgo) * dayMs - draw.integer(0, dayMs - 1),
		updatedBy: draw.pick([system.isso, ...system.administrators]).username,
	};
}

function evidenceOf(draw: Draw, system: OrganizationSystem, control: CatalogControl, collected: number): ControlEvidence {
	const title = draw.pick(evidenceTitles);
	return {
		type: title.startsWith('Scan') ? 'scan_results' : title.startsWith('Screenshot') ? 'screenshots' : 'documentation',
		title: `${control.controlId} ${title.toLowerCase()}`,
		filePath: `/evidence/${system.acronym.toLowerCase()}/${control.controlId.toLowerCase()}-${draw.hex(6)}.pdf`,
		collectionDate: dateAfter(collected, 0),
		expirationDate: dateAfter(collected, 365),
	};
}
