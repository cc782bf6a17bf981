import type {Sequelize} from 'sequelize';
import {associate} from './associations.js';
import {defineAlert} from './alert.js';
import {defineApiCallHour} from './api-call-hour.js';
import {defineApiCall} from './api-call.js';
import {defineApproval} from './approval.js';
import {defineAssetContext} from './asset-context.js';
import {defineAssetView} from './asset-view.js';
import {defineAsset} from './asset.js';
import {defineAuditEvent} from './audit-event.js';
import {defineAuditHead} from './audit-head.js';
import {defineBulkVerdictPage} from './bulk-verdict-page.js';
import {defineBulkVerdict} from './bulk-verdict.js';
import {defineCheckpoint} from './checkpoint.js';
import {defineConflictCount} from './conflict-count.js';
import {defineConflict} from './conflict.js';
import {defineControl} from './control.js';
import {defineDaemonHeartbeat} from './daemon-heartbeat.js';
import {defineExternalSystem} from './external-system.js';
import {defineFieldMapping} from './field-mapping.js';
import {defineIntegrationHealth} from './integration-health.js';
import {defineInstallation} from './installation.js';
import {defineInternalEdit} from './internal-edit.js';
import {defineKnownExploitedVulnerability} from './known-exploited-vulnerability.js';
import {defineLease} from './lease.js';
import {defineLink} from './link.js';
import {defineMetricDefinition} from './metric-definition.js';
import {defineMetricValue} from './metric-value.js';
import {defineOperation} from './operation.js';
import {defineOutboxEntry} from './outbox-entry.js';
import {definePlanRow} from './plan-row.js';
import {definePlanSpool} from './plan-spool.js';
import {definePlan} from './plan.js';
import {definePoamOrigin} from './poam-origin.js';
import {definePoam} from './poam.js';
import {definePayloadShape} from './payload-shape.js';
import {definePushHold} from './push-hold.js';
import {defineReferenceControl} from './reference-control.js';
import {defineRemediationTerm} from './remediation-term.js';
import {defineSchemaChange} from './schema-change.js';
import {defineSyncPolicy} from './sync-policy.js';
import {defineSyncStatusView} from './sync-status-view.js';
import {defineSystem} from './system.js';
import {defineUser} from './user.js';
import {defineVulnerabilityIntelligence} from './vulnerability-intelligence.js';
import {defineVulnerabilityRemediation} from './vulnerability-remediation.js';
import {defineVulnerabilityView} from './vulnerability-view.js';
import {defineVulnerability} from './vulnerability.js';
import {defineWitness} from './witness.js';
import {defineWorkflowExecution} from './workflow-execution.js';
import {defineWorkflow} from './workflow.js';

/** Every table and view of the schema, on one connection. */
export type Models = ReturnType<typeof initializeModels>;

/** Binds the models and their associations to `sequelize`; the classes serve one connection at a time. */
export function defineModels(sequelize: Sequelize): Models {
	const models = initializeModels(sequelize);
	associate(models);
	return models;
}

const initializeModels = (sequelize: Sequelize) => ({
	alert: defineAlert(sequelize),
	apiCallHour: defineApiCallHour(sequelize),
	apiCall: defineApiCall(sequelize),
	approval: defineApproval(sequelize),
	assetContext: defineAssetContext(sequelize),
	assetView: defineAssetView(sequelize),
	asset: defineAsset(sequelize),
	auditEvent: defineAuditEvent(sequelize),
	auditHead: defineAuditHead(sequelize),
	bulkVerdictPage: defineBulkVerdictPage(sequelize),
	bulkVerdict: defineBulkVerdict(sequelize),
	checkpoint: defineCheckpoint(sequelize),
	conflictCount: defineConflictCount(sequelize),
	conflict: defineConflict(sequelize),
	control: defineControl(sequelize),
	daemonHeartbeat: defineDaemonHeartbeat(sequelize),
	externalSystem: defineExternalSystem(sequelize),
	fieldMapping: defineFieldMapping(sequelize),
	integrationHealth: defineIntegrationHealth(sequelize),
	installation: defineInstallation(sequelize),
	internalEdit: defineInternalEdit(sequelize),
	knownExploitedVulnerability: defineKnownExploitedVulnerability(sequelize),
	lease: defineLease(sequelize),
	link: defineLink(sequelize),
	metricDefinition: defineMetricDefinition(sequelize),
	metricValue: defineMetricValue(sequelize),
	operation: defineOperation(sequelize),
	outboxEntry: defineOutboxEntry(sequelize),
	payloadShape: definePayloadShape(sequelize),
	planRow: definePlanRow(sequelize),
	planSpool: definePlanSpool(sequelize),
	plan: definePlan(sequelize),
	poamOrigin: definePoamOrigin(sequelize),
	poam: definePoam(sequelize),
	pushHold: definePushHold(sequelize),
	referenceControl: defineReferenceControl(sequelize),
	remediationTerm: defineRemediationTerm(sequelize),
	schemaChange: defineSchemaChange(sequelize),
	syncPolicy: defineSyncPolicy(sequelize),
	syncStatusView: defineSyncStatusView(sequelize),
	system: defineSystem(sequelize),
	user: defineUser(sequelize),
	vulnerabilityIntelligence: defineVulnerabilityIntelligence(sequelize),
	vulnerabilityRemediation: defineVulnerabilityRemediation(sequelize),
	vulnerabilityView: defineVulnerabilityView(sequelize),
	vulnerability: defineVulnerability(sequelize),
	witness: defineWitness(sequelize),
	workflowExecution: defineWorkflowExecution(sequelize),
	workflow: defineWorkflow(sequelize),
});
