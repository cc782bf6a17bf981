import type {Pool} from 'pg';
import type {Organization} from '../organization.js';
import {Draw} from '../random.js';

/** What reviewers and the authorizing official do through the screens: what the tables of the specification have no column for. */
export type Reviewers = {
	readonly submit: (poamId: string) => Promise<void>;
	/** Freezes the date; a pending extension becomes the extension. */
	readonly approve: (poamId: string) => Promise<void>;
	readonly reject: (poamId: string) => Promise<void>;
	/** While an item is in an active package nobody changes it. */
	readonly setInPackage: (poamId: string, isIn: boolean) => Promise<void>;
	/** The control is now met by the system around it. */
	readonly setInherited: (systemId: string, controlId: string, isInherited: boolean) => Promise<void>;
	/** Any text that only the API knows, under the API's name: "comments", "mitigations". */
	readonly setText: (poamId: string, name: string, value: string | null) => Promise<void>;
	/** The next act of the script that the seed writes; undefined when there is nothing to review. */
	readonly act: () => Promise<{readonly by: string; readonly kind: string; readonly entity: 'poam'; readonly id: string} | undefined>;
};

export function createReviewers(pool: Pool, organization: Organization, seed: number): Reviewers {
	const review = async (poamId: string, status: string) => void await pool.query('update emass.poam_details set review_status = $2 where poam_id = $1', [poamId, status]);
	const reviewers: Omit<Reviewers, 'act'> = {
		submit: poamId => review(poamId, 'Under Review'),
		approve: async poamId => void await pool.query(`update emass.poam_details set review_status = 'Approved',
			extension_date = coalesce(pending_extension_date, extension_date), pending_extension_date = null where poam_id = $1`, [poamId]),
		reject: poamId => review(poamId, 'Not Approved'),
		setInPackage: async (poamId, isIn) => void await pool.query('update emass.poam_details set is_in_active_package = $2 where poam_id = $1', [poamId, isIn]),
		setInherited: async (systemId, controlId, isInherited) => void await pool.query('update emass.control_details set is_inherited = $3 where system_id = $1 and control_id = $2', [systemId, controlId, isInherited]),
		setText: async (poamId, name, value) => void await pool.query(`update emass.poam_details set fields = fields || jsonb_build_object($2::text, $3::text) where poam_id = $1`, [poamId, name, value]),
	};
	let turn = 0;
	return {
		...reviewers,
		act: async () => {
			const draw = new Draw(seed, 'emass review', turn++);
			if (organization.counts.poams === 0) return undefined;
			const {poamId} = organization.poamAt(draw.integer(0, organization.counts.poams - 1));
			const act = draw.weighted([['submit', 4], ['approve', 4], ['reject', 2]] as const);
			await reviewers[act](poamId);
			return {by: 'a reviewer', kind: act, entity: 'poam', id: poamId};
		},
	};
}
