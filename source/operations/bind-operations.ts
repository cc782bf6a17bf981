import {keepNextRuns} from '../schedule/keep-next-runs.js';
import {applyPlan} from './apply-plan.js';
import {applyRule} from './apply-rule.js';
import {annotateConflict} from './annotate-conflict.js';
import {assignConflict} from './assign-conflict.js';
import {cancelOperation} from './cancel-operation.js';
import type {OperationContext} from './context.js';
import {correlate} from './correlate.js';
import {createPoams} from './create-poams.js';
import {discardRejected} from './discard-rejected.js';
import {explainRecord} from './explain-record.js';
import {getConflict} from './get-conflict.js';
import {getHealth} from './get-health.js';
import {getOperation} from './get-operation.js';
import {getPlan} from './get-plan.js';
import {getRecord} from './get-record.js';
import {getRejected} from './get-rejected.js';
import {getSystem, toSystemSummary} from './get-system.js';
import {exportMappings} from './export-mappings.js';
import {exportPolicy} from './export-policy.js';
import {importMappings} from './import-mappings.js';
import {importPolicy} from './import-policy.js';
import {importRules} from './import-rules.js';
import {listConflictGroups} from './list-conflict-groups.js';
import {listPlanRows} from './list-plan-rows.js';
import {listPolicies} from './list-policies.js';
import {listRecordVerdicts} from './list-record-verdicts.js';
import {lookAgain} from './look-again.js';
import type {Operations} from './operations.js';
import {noticeRestore} from './notice-restore.js';
import {planSync} from './plan-sync.js';
import {previewConflicts} from './preview-conflicts.js';
import {proposePoams} from './propose-poams.js';
import {proposeRule} from './propose-rule.js';
import {releasePushing} from './release-pushing.js';
import {replayRejected} from './replay-rejected.js';
import {requestScan} from './request-scan.js';
import {resolveConflict} from './resolve-conflict.js';
import {resolveConflicts} from './resolve-conflicts.js';
import {resumeSync} from './resume-sync.js';
import {runSync} from './run-sync.js';
import {searchRecords} from './search-records.js';
import {setPolicy} from './set-policy.js';
import {setPushEnabled} from './set-push-enabled.js';
import {setSystemConnection} from './set-system-connection.js';
import {setSystemEnabled} from './set-system-enabled.js';
import {settleRecord} from './settle-record.js';
import {testMappings} from './test-mappings.js';
import {testSystem} from './test-system.js';
import {undoConflicts} from './undo-conflicts.js';
import {undoResolution} from './undo-resolution.js';
import {verify} from './verify.js';

/** All operations, for one actor and one database. Lists are the stores' own pages: everyone may look. */
export function bindOperations(context: OperationContext): Operations {
	const {database, actor, isReadOnly} = context;
	const {stores} = database;
	const nextRun = keepNextRuns();
	return {
		actor,
		isReadOnly,
		watch: database.listen,
		getHealth: () => getHealth(context, nextRun),
		listConflictCauses: stores.conflicts.listCauses,
		listConflictGroups: request => listConflictGroups(context, request),
		listConflicts: stores.conflicts.page,
		listConflictsBefore: stores.conflicts.pageBefore,
		getConflict: id => getConflict(context, id),
		resolveConflict: request => resolveConflict(context, request),
		listRecordVerdicts: id => listRecordVerdicts(context, id),
		settleRecord: request => settleRecord(context, request),
		lookAgain: (request, options) => lookAgain(context, request, options),
		undoResolution: request => undoResolution(context, request),
		previewConflicts: request => previewConflicts(context, request),
		resolveConflicts: (request, options) => resolveConflicts(context, request, options),
		undoConflicts: (request, options) => undoConflicts(context, request, options),
		proposeRule: request => proposeRule(context, request),
		applyRule: (request, options) => applyRule(context, request, options),
		annotateConflict: request => annotateConflict(context, request),
		assignConflict: request => assignConflict(context, request),
		listOperations: stores.operations.page,
		listOperationsBefore: stores.operations.pageBefore,
		getOperation: id => getOperation(context, id),
		cancelOperation: request => cancelOperation(context, request),
		listCalls: stores.apiCalls.page,
		listCallsBefore: stores.apiCalls.pageBefore,
		listAudit: stores.audit.page,
		listAuditBefore: stores.audit.pageBefore,
		verifyAudit: stores.audit.verify,
		verify: (request, options) => verify(context, request, options),
		listSystems: async () => (await stores.systems.list()).map(toSystemSummary),
		getSystem: systemName => getSystem(context, systemName),
		setSystemEnabled: request => setSystemEnabled(context, request),
		setSystemConnection: request => setSystemConnection(context, request),
		noticeRestore: () => noticeRestore(context),
		releasePushing: request => releasePushing(context, request),
		setPushEnabled: request => setPushEnabled(context, request),
		correlate: (request, signal) => correlate(context, request, signal),
		proposePoams: request => proposePoams(context, request),
		createPoams: request => createPoams(context, request),
		requestScan: (request, signal) => requestScan(context, request, signal),
		testSystem: (systemName, signal) => testSystem(context, systemName, signal),
		runSync: (request, options) => runSync(context, request, options),
		searchRecords: (search, after, limit) => searchRecords(context, search, after, limit),
		getRecord: request => getRecord(context, request),
		explainRecord: request => explainRecord(context, request),
		getRejected: id => getRejected(context, id),
		replayRejected: (request, options) => replayRejected(context, request, options),
		discardRejected: request => discardRejected(context, request),
		exportMappings: pair => exportMappings(context, pair),
		importMappings: request => importMappings(context, request),
		testMappings: (request, signal) => testMappings(context, request, signal),
		listPolicies: () => listPolicies(context),
		exportPolicy: pair => exportPolicy(context, pair),
		importPolicy: request => importPolicy(context, request),
		importRules: request => importRules(context, request),
		setPolicy: setting => setPolicy(context, setting),
		resumeSync: (request, options) => resumeSync(context, request, options),
		planSync: (request, options) => planSync(context, request, options),
		applyPlan: (request, options) => applyPlan(context, request, options),
		listPlans: stores.plans.page,
		getPlan: id => getPlan(context, id),
		listPlanRows: request => listPlanRows(context, request),
	};
}
