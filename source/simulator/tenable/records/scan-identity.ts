import type {OrganizationAsset} from '../../organization/asset.js';
import {Draw, uuidOf} from '../../random.js';

export type ScanIdentity = {readonly scanUuid: string; readonly scheduleUuid: string};

/** The scan that saw an asset last: one a system. Schedules have ids that only look like UUIDs: "template-" and 52 hex digits. */
export function scanOf(seed: number, asset: OrganizationAsset): ScanIdentity {
	const digits = new Draw(seed, 'schedule', asset.systemIndex).hex(52);
	return {
		scanUuid: uuidOf(seed, 'scan', asset.systemIndex),
		scheduleUuid: `template-${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`,
	};
}
