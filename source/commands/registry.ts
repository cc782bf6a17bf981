import {auditList} from './audit-list.js';
import {auditVerify} from './audit-verify.js';
import {callsList} from './calls-list.js';
import type {Command} from './command.js';
import {completion} from './completion.js';
import {conflictsAssign} from './conflicts-assign.js';
import {conflictsList} from './conflicts-list.js';
import {conflictsLook} from './conflicts-look.js';
import {conflictsNote} from './conflicts-note.js';
import {conflictsResolveAll} from './conflicts-resolve-all.js';
import {conflictsResolve} from './conflicts-resolve.js';
import {conflictsSettle} from './conflicts-settle.js';
import {conflictsShow} from './conflicts-show.js';
import {conflictsUndoAll} from './conflicts-undo-all.js';
import {conflictsUndo} from './conflicts-undo.js';
import {correlate} from './correlate.js';
import {dbMigrate} from './db-migrate.js';
import {dbRelease} from './db-release.js';
import {dbSeed} from './db-seed.js';
import {dbStart} from './db-start.js';
import {dbStatus} from './db-status.js';
import {dbStop} from './db-stop.js';
import {dbUndo} from './db-undo.js';
import {dbUrl} from './db-url.js';
import {doctor} from './doctor.js';
import {explain} from './explain.js';
import {mappingsExport} from './mappings-export.js';
import {mappingsImport} from './mappings-import.js';
import {mappingsList} from './mappings-list.js';
import {mappingsTest} from './mappings-test.js';
import {operationsCancel} from './operations-cancel.js';
import {operationsList} from './operations-list.js';
import {operationsShow} from './operations-show.js';
import {plansList} from './plans-list.js';
import {plansShow} from './plans-show.js';
import {poamsCreate} from './poams-create.js';
import {poamsPropose} from './poams-propose.js';
import {policiesExport} from './policies-export.js';
import {policiesImport} from './policies-import.js';
import {policiesList} from './policies-list.js';
import {policiesSet} from './policies-set.js';
import {policiesShow} from './policies-show.js';
import {recordsList} from './records-list.js';
import {recordsShow} from './records-show.js';
import {rejectedDiscard} from './rejected-discard.js';
import {rejectedList} from './rejected-list.js';
import {rejectedReplay} from './rejected-replay.js';
import {rejectedShow} from './rejected-show.js';
import {rulesApply} from './rules-apply.js';
import {rulesPropose} from './rules-propose.js';
import {simulateTenable} from './simulate-tenable.js';
import {simulateXacta} from './simulate-xacta.js';
import {status} from './status.js';
import {syncApply} from './sync-apply.js';
import {syncResume} from './sync-resume.js';
import {syncRun} from './sync-run.js';
import {systemsDisable} from './systems-disable.js';
import {systemsEdit} from './systems-edit.js';
import {systemsEnable} from './systems-enable.js';
import {systemsList} from './systems-list.js';
import {systemsPushDisable, systemsPushEnable} from './systems-push.js';
import {systemsScan} from './systems-scan.js';
import {systemsShow} from './systems-show.js';
import {systemsTest} from './systems-test.js';
import {verify} from './verify.js';

/** The commands that do one thing and exit, in the order of the help. */
export const commands: readonly Command[] = [
	status, syncRun, syncResume, syncApply, plansList, plansShow, recordsList, recordsShow, explain, correlate,
	conflictsList, conflictsShow, conflictsResolve, conflictsUndo, conflictsResolveAll, conflictsUndoAll, conflictsSettle, conflictsLook, conflictsAssign, conflictsNote,
	poamsPropose, poamsCreate,
	rejectedList, rejectedShow, rejectedReplay, rejectedDiscard,
	rulesPropose, rulesApply,
	operationsList, operationsShow, operationsCancel, callsList,
	systemsList, systemsShow, systemsEnable, systemsDisable, systemsPushEnable, systemsPushDisable, systemsTest, systemsEdit, systemsScan,
	mappingsList, mappingsTest, mappingsExport, mappingsImport,
	policiesList, policiesShow, policiesSet, policiesExport, policiesImport,
	auditList, auditVerify,
	dbStatus, dbStart, dbStop, dbUrl, dbMigrate, dbUndo, dbSeed, dbRelease,
	simulateTenable, simulateXacta,
	doctor, verify, completion,
];
