/** What must hold whatever is killed or lost, by number; docs/invariants.md says each in words. */
export type InvariantId = 'I1' | 'I2' | 'I3' | 'I4' | 'I6' | 'I7' | 'I8' | 'I9' | 'I11' | 'I13' | 'I15' | 'I19';

/** One thing that must hold in every installation at every moment, whatever was killed or lost before. */
export type InvariantCheck = {
	/** In kebab-case, for ever: scripts and people name it. */
	readonly name: string;
	/** Those that it proves a part of. */
	readonly invariants: readonly InvariantId[];
	/** What must hold, as one sentence. */
	readonly meaning: string;
	/** What a person does when it does not. */
	readonly remedy: string;
	/** Deep ones read whole tables. */
	readonly isDeep: boolean;
};

/** Something that breaks an invariant. */
export type Offence = {
	/** Names the row as a person does: "poam POAM-7", "operation 7f3a…". */
	readonly subject: string;
	readonly detail: string;
};

/** At most this many offences are shown of each check; the others are counted. */
export const offencesShown = 5;

/** How a check came out: `broken` counts all offences, `sample` shows the first. */
export type CheckOutcome = InvariantCheck & {readonly broken: number; readonly sample: readonly Offence[]; readonly tookMs: number};
