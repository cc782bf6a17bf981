import type {FieldValues} from '../rules/read-fields.js';
import {implementationStatus, toStored} from '../words.js';
import type {ControlRow} from './queries.js';
import type {Hand} from './write-poam.js';

const inColumns: ReadonlySet<string> = new Set(['responsibleEntities', 'implementationNarrative', 'slcmFrequency']);

/** Everything of the control that may be written becomes what was sent: what was blank is cleared. */
export async function updateControl({client, codec, now, by}: Hand, systemId: string, before: ControlRow, values: FieldValues): Promise<void> {
	const status = toStored(implementationStatus, String(values['implementationStatus']), before.implementationStatus) ?? before.implementationStatus;
	await client.query(`update control_implementations set implementation_status = $3, implementation_description = $4, responsible_role = $5, assessment_frequency = $6,
		updated_date = $7, updated_by = $8 where system_id = $1 and control_id = $2`,
	[systemId, before.controlId, status, values['implementationNarrative'], values['responsibleEntities'], values['slcmFrequency'], now.toISOString(), by]);
	const kept = Object.entries(values).filter(([name, value]) => !inColumns.has(name) && value !== null)
		.map(([name, value]) => [name, name === 'estimatedCompletionDate' && typeof value === 'number' ? codec.toDay(value) : value]);
	await client.query('update emass.control_details set fields = $3 where system_id = $1 and control_id = $2', [systemId, before.controlId, Object.fromEntries(kept)]);
}
