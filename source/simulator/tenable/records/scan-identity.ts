import type {OrganizationAsset} from '../../organization/asset.js';
import {Draw, uuidOf} from '../../random.js';

/** The scan that saw an asset last: one a system. */
export const scanUuidOf = (seed: number, {systemIndex}: OrganizationAsset): string => uuidOf(seed, 'scan', systemIndex);

/** Schedules have ids that only look like UUIDs: "template-" and 52 hex digits. */
export function scheduleUuidOf(seed: number, {systemIndex}: OrganizationAsset): string {
	const digits = new Draw(seed, 'schedule', systemIndex).hex(52);
	return `template-${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
}
