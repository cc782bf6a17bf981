import {systemProfiles, type Baseline, type SystemType} from '../data/system-profiles.js';
import {Draw, uuidOf} from '../random.js';
import {dateAfter} from './days.js';
import {personAt, type Person} from './person.js';

/** A system with an authorization to operate. Dates are "YYYY-MM-DD". */
export type OrganizationSystem = {
	readonly index: number;
	/** "EDS-1001". */
	readonly systemId: string;
	readonly uuid: string;
	readonly name: string;
	readonly acronym: string;
	readonly systemType: SystemType;
	readonly baseline: Baseline;
	readonly authorizationBoundary: string;
	readonly responsibleOrganization: string;
	readonly systemOwner: Person;
	readonly isso: Person;
	readonly authorizingOfficial: Person;
	/** Who keeps its hosts running. */
	readonly administrators: readonly Person[];
	readonly authorizationDate: string;
	readonly authorizationTerminationDate: string;
	readonly lastAssessmentDate: string;
};

const peoplePerSystem = 6;

/** The `index`-th system of the organization; `now` in epoch milliseconds. */
export function systemAt(seed: number, index: number, now: number): OrganizationSystem {
	const profile = systemProfiles[index % systemProfiles.length];
	if (profile === undefined) throw new RangeError('There are no system profiles.');
	const round = Math.floor(index / systemProfiles.length);
	const draw = new Draw(seed, 'system', index);
	const authorizedDaysAgo = draw.integer(60, 900);
	const person = (place: number): Person => personAt(seed, index * peoplePerSystem + place);
	return {
		index,
		systemId: `${profile.acronym}-${1001 + index}`,
		uuid: uuidOf(seed, 'system', index),
		name: round === 0 ? profile.name : `${profile.name} (Region ${round + 1})`,
		acronym: round === 0 ? profile.acronym : `${profile.acronym}${round + 1}`,
		systemType: profile.systemType,
		baseline: profile.baseline,
		authorizationBoundary: profile.boundary,
		responsibleOrganization: profile.organization,
		systemOwner: person(0),
		isso: person(1),
		authorizingOfficial: person(2),
		administrators: [person(3), person(4), person(5)],
		authorizationDate: dateAfter(now, -authorizedDaysAgo),
		authorizationTerminationDate: dateAfter(now, 1095 - authorizedDaysAgo),
		lastAssessmentDate: dateAfter(now, -draw.integer(5, Math.min(365, authorizedDaysAgo))),
	};
}
