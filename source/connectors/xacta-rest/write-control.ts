import type {ExternalRecord, WriteRequest, WriteResult} from '../../core/connector.js';
import {isJsonObject, type JsonObject} from '../../core/json.js';
import {addTestResult, describeUnknownStatus, toComplianceStatus} from './add-test-result.js';
import {concludeWrite, rejected} from './conclude-write.js';
import {parseControlId, type ControlId} from './external-id.js';
import {assessmentField, controlFields, readOnlyControlFields} from './fields.js';
import {toControl} from './map.js';
import {isSame, mergeRecord, planChange} from './plan-change.js';
import type {WriterParts} from './write-poam.js';

/**
 * Changes how a system meets one control: read again, compared, sent as a whole record, read back. An assessment is not changed
 * but followed by another.
 */
export async function updateControl(parts: WriterParts, request: WriteRequest): Promise<WriteResult> {
	const {externalId, changes: {[assessmentField]: assessment, ...changes}, expected, signal} = request;
	const {wanted, wire, problems} = planChange(changes, {shapes: controlFields, codec: parts.codec, isCreate: false, others: []});
	const status = toComplianceStatus(assessment);
	const all = [...problems, ...(assessment === undefined || status !== undefined ? [] : [describeUnknownStatus(assessment)])];
	if (all.length > 0) return rejected(all);
	const id = parseControlId(externalId ?? '');
	const found = id === undefined ? undefined : await readControl(parts, id, signal);
	if (id === undefined || found === undefined) return {kind: 'moved', record: undefined};
	const {shown, record: before} = found;
	const meant = {...wanted, ...(status === undefined ? {} : {[assessmentField]: status})};
	const owed = Object.fromEntries(Object.entries(meant).filter(([field, value]) => !isSame(before.fields[field], value)));
	if (Object.keys(owed).length === 0) return {kind: 'written', record: before};
	if (Object.entries(expected).some(([field, value]) => field in owed && !isSame(before.fields[field], value))) return {kind: 'moved', record: before};
	if (shown['isInherited'] === true) return rejected([`${id.acronym} is inherited: it is changed where it comes from.`]);
	const isRecordOwed = Object.keys(owed).some(field => field !== assessmentField);
	const refused = isRecordOwed ? await putControl(parts, id, mergeRecord(shown, readOnlyControlFields, wire), signal) : [];
	const refusals = refused.length === 0 && status !== undefined && assessmentField in owed ? await addTestResult(parts, id, status, request) : refused;
	const after = await readControl(parts, id, signal);
	return concludeWrite({before, after: after?.record, wanted: owed, refusals, isSameField: (_field, left, right) => isSame(left, right)});
}

async function putControl({client}: WriterParts, {systemId, acronym}: ControlId, item: JsonObject, signal: AbortSignal): Promise<readonly string[]> {
	const [result] = await client.write({method: 'PUT', path: `systems/${systemId}/controls`, items: [item], purpose: `change control ${acronym} of system ${systemId}`, signal});
	if (result?.isDone) return [];
	return result === undefined || result.errors.length === 0 ? ['The change was refused without a reason.'] : result.errors;
}

export async function readControl({client, codec}: WriterParts, {systemId, acronym}: ControlId, signal: AbortSignal): Promise<{readonly shown: JsonObject; readonly record: ExternalRecord} | undefined> {
	const controls = await client.listControls(systemId, signal, acronym);
	const shown = controls?.filter(control => isJsonObject(control)).find(control => control['acronym'] === acronym);
	const mapped = shown === undefined ? undefined : toControl(shown, 0, codec);
	return shown === undefined || mapped === undefined || !('record' in mapped) ? undefined : {shown, record: mapped.record};
}
