import type {ExternalRecord, WriteRequest, WriteResult} from '../../core/connector.js';
import {isJsonObject, type JsonObject} from '../../core/json.js';
import {concludeWrite, rejected} from './conclude-write.js';
import {parseControlId, type ControlId} from './external-id.js';
import {controlFields, readOnlyControlFields} from './fields.js';
import {toControl} from './map.js';
import {isSame, mergeRecord, planChange} from './plan-change.js';
import type {WriterParts} from './write-poam.js';

/** Changes how a system meets one control: read again, compared, sent as a whole record, read back. */
export async function updateControl(parts: WriterParts, {externalId, changes, expected, signal}: WriteRequest): Promise<WriteResult> {
	const {client, codec} = parts;
	const {wanted, wire, problems} = planChange(changes, {shapes: controlFields, codec, isCreate: false, others: []});
	if (problems.length > 0) return rejected(problems);
	const id = parseControlId(externalId ?? '');
	const found = id === undefined ? undefined : await readControl(parts, id, signal);
	if (id === undefined || found === undefined) return {kind: 'moved', record: undefined};
	const {shown, record: before} = found;
	const owed = Object.fromEntries(Object.entries(wanted).filter(([field, value]) => !isSame(before.fields[field], value)));
	if (Object.keys(owed).length === 0) return {kind: 'written', record: before};
	if (Object.entries(expected).some(([field, value]) => field in owed && !isSame(before.fields[field], value))) return {kind: 'moved', record: before};
	if (shown['isInherited'] === true) return rejected([`${id.acronym} is inherited: it is changed where it comes from.`]);
	const [result] = await client.write({
		method: 'PUT', path: `systems/${id.systemId}/controls`, items: [mergeRecord(shown, readOnlyControlFields, wire)],
		purpose: `change control ${id.acronym} of system ${id.systemId}`, signal,
	});
	const refusals = result?.isDone ? [] : result === undefined || result.errors.length === 0 ? ['The change was refused without a reason.'] : result.errors;
	const after = await readControl(parts, id, signal);
	return concludeWrite({before, after: after?.record, wanted: owed, refusals, isSameField: (_field, left, right) => isSame(left, right)});
}

export async function readControl({client, codec}: WriterParts, {systemId, acronym}: ControlId, signal: AbortSignal): Promise<{readonly shown: JsonObject; readonly record: ExternalRecord} | undefined> {
	const controls = await client.listControls(systemId, signal, acronym);
	const shown = controls?.filter(control => isJsonObject(control)).find(control => control['acronym'] === acronym);
	const mapped = shown === undefined ? undefined : toControl(shown, 0, codec);
	return shown === undefined || mapped === undefined || !('record' in mapped) ? undefined : {shown, record: mapped.record};
}
