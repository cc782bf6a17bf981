import {expect, test} from 'vitest';
import type {PlanRow, SyncPlan} from '../../../../source/core/sync-plan.js';
import type {LoggedCall} from '../../../../source/core/stores/api-call-store.js';
import {callColumns} from '../../../../source/ui/screens/calls/view.js';
import {planLines} from '../../../../source/ui/screens/plan/view.js';
import {emptyList} from '../../../../source/ui/store/key-list.js';
import {createTable} from '../../../../source/ui/text/columns.js';
import {plainText} from '../../../support/plain-text.js';

const now = new Date('2026-11-21T14:00:00Z');
const assetUuid = '320f610b-e0e6-4f03-bf14-88f3d0f6bc8a';
const asset: PlanRow = {
	externalSystemId: 1, entityType: 'asset', kind: 'updated', externalId: assetUuid, entityId: assetUuid, label: 'eds-fs-0009',
	changes: [{field: 'technical_owner', before: 'Emeka Barros', after: 'Chidi Kowalski'}], questions: [], owed: [],
};
const plan: SyncPlan = {id: 'p', request: {scope: 'changes', systemName: 'Tenable.io', entityType: 'asset', selection: undefined}, pairs: [], createdAt: now, createdBy: 'sam', appliedAt: undefined, appliedBy: undefined, operationId: undefined};
const draw = (rows: readonly PlanRow[], width: number): readonly string[] => planLines(plan, {...emptyList<PlanRow>(), rows}, {width, height: 20, now}).map(plainText);

test('a planned record goes by the name that people know, and its change is whole where there is room', () => {
	expect(draw([asset], 80).join('\n')).toMatch(/~ update +eds-fs-0009 +technical_owner: Emeka/);
	const [heading, row] = draw([asset], 120).slice(1);
	expect(heading).toMatch(/RECORD +NAME OR KEY +BEFORE → AFTER/);
	expect(row).toMatch(/eds-fs-0009 +320f610b-.* technical_owner: Emeka Barros → Chidi Kowalski$/);
});

test('one that we do not have yet goes by its id over there', () => {
	expect(draw([{...asset, kind: 'created', entityId: '', label: ''}], 80).join('\n')).toMatch(/\+ create +320f610b-/);
});

test('calls leave no room for errors while none failed', () => {
	const call: LoggedCall = {id: 1, externalSystemId: 1, systemName: 'Tenable.io', operationId: undefined, method: 'GET', endpoint: '/assets/export/status', responseTimeMs: 3, calledAt: now, responseStatus: 200};
	const heading = (calls: readonly LoggedCall[]): string => plainText(createTable(callColumns(calls), 120, 3).heading);
	expect(heading([call])).not.toContain('ERROR');
	expect(heading([call, {...call, errorMessage: 'read ECONNRESET'}])).toContain('ERROR');
});
