import type {BelongsToOptions, Model, ModelStatic} from 'sequelize';
import type {Models} from './define-models.js';

/**
 * Every foreign key; `constraints: false` marks the ties that the tables keep without one: findings to their asset, and
 * records to their system.
 */
export function associate(models: Models): void {
	associateSystems(models);
	associateRecords(models);
	associateWork(models);
}

function allBelongTo(owner: ModelStatic<Model>, parts: readonly ModelStatic<Model>[], options: BelongsToOptions): void {
	for (const part of parts) part.belongsTo(owner, options);
}

function associateSystems({externalSystem, apiCall, fieldMapping, syncPolicy, conflict, link, checkpoint, lease, outboxEntry, internalEdit, alert, integrationHealth, payloadShape, user}: Models): void {
	const foreignKey = 'externalSystemId';
	externalSystem.hasMany(apiCall, {foreignKey, as: 'calls'});
	externalSystem.hasMany(fieldMapping, {foreignKey, as: 'mappings'});
	externalSystem.hasMany(syncPolicy, {foreignKey, as: 'policies'});
	externalSystem.hasMany(conflict, {foreignKey, as: 'conflicts'});
	externalSystem.hasMany(link, {foreignKey, as: 'links'});
	externalSystem.hasMany(checkpoint, {foreignKey, as: 'checkpoints'});
	externalSystem.hasMany(lease, {foreignKey, as: 'leases'});
	externalSystem.hasMany(outboxEntry, {foreignKey, as: 'outboxEntries'});
	externalSystem.hasMany(internalEdit, {foreignKey, as: 'internalEdits'});
	externalSystem.hasMany(alert, {foreignKey, as: 'alerts'});
	externalSystem.hasMany(payloadShape, {foreignKey, as: 'payloadShapes'});
	externalSystem.hasOne(integrationHealth, {foreignKey, as: 'health'});
	const parts = [apiCall, fieldMapping, syncPolicy, conflict, link, checkpoint, lease, outboxEntry, internalEdit, alert, integrationHealth, payloadShape];
	allBelongTo(externalSystem, parts, {foreignKey, as: 'externalSystem'});
	externalSystem.belongsTo(user, {foreignKey: 'createdBy', as: 'creator'});
	conflict.belongsTo(user, {foreignKey: 'resolvedBy', as: 'resolver'});
	internalEdit.belongsTo(externalSystem, {foreignKey: 'takenFrom', as: 'giver'});
	outboxEntry.belongsTo(link, {foreignKey: 'linkId', as: 'link'});
	link.hasMany(outboxEntry, {foreignKey: 'linkId', as: 'outboxEntries'});
}

function associateRecords({asset, assetContext, vulnerability, vulnerabilityRemediation, system, control, poam, user}: Models): void {
	const byUuid = {foreignKey: 'assetUuid', sourceKey: 'assetUuid'} as const;
	asset.hasOne(assetContext, {...byUuid, as: 'context'});
	asset.hasMany(vulnerability, {...byUuid, constraints: false, as: 'vulnerabilities'});
	asset.hasMany(vulnerabilityRemediation, {...byUuid, as: 'remediations'});
	const toAsset = {foreignKey: 'assetUuid', targetKey: 'assetUuid', as: 'asset'} as const;
	allBelongTo(asset, [assetContext, vulnerabilityRemediation], toAsset);
	allBelongTo(asset, [vulnerability], {...toAsset, constraints: false});

	const bySystem = {foreignKey: 'systemId', sourceKey: 'systemId', constraints: false} as const;
	system.hasMany(asset, {...bySystem, as: 'assets'});
	system.hasMany(control, {...bySystem, as: 'controls'});
	system.hasMany(poam, {...bySystem, as: 'poams'});
	allBelongTo(system, [asset, control, poam], {foreignKey: 'systemId', targetKey: 'systemId', constraints: false, as: 'system'});

	vulnerability.hasMany(vulnerabilityRemediation, {foreignKey: 'vulnerabilityId', as: 'remediations'});
	vulnerabilityRemediation.belongsTo(vulnerability, {foreignKey: 'vulnerabilityId', as: 'vulnerability'});
	vulnerability.belongsTo(user, {foreignKey: 'remediationAssignedTo', as: 'remediationAssignee'});
	vulnerabilityRemediation.belongsTo(user, {foreignKey: 'assignedTo', as: 'assignee'});
	vulnerabilityRemediation.belongsTo(user, {foreignKey: 'validatedBy', as: 'validator'});
}

function associateWork({bulkVerdict, bulkVerdictPage, operation, plan, planRow, metricDefinition, metricValue, workflow, workflowExecution, user}: Models): void {
	plan.hasMany(planRow, {foreignKey: 'planId', as: 'rows'});
	planRow.belongsTo(plan, {foreignKey: 'planId', as: 'plan'});
	bulkVerdict.hasMany(bulkVerdictPage, {foreignKey: 'bulkVerdictId', as: 'pages'});
	bulkVerdictPage.belongsTo(bulkVerdict, {foreignKey: 'bulkVerdictId', as: 'verdict'});
	operation.hasMany(operation, {foreignKey: 'parentOperationId', sourceKey: 'batchId', as: 'children'});
	operation.belongsTo(operation, {foreignKey: 'parentOperationId', targetKey: 'batchId', as: 'parent'});
	metricDefinition.hasMany(metricValue, {foreignKey: 'metricId', as: 'values'});
	metricValue.belongsTo(metricDefinition, {foreignKey: 'metricId', as: 'definition'});
	workflow.hasMany(workflowExecution, {foreignKey: 'workflowId', as: 'executions'});
	workflowExecution.belongsTo(workflow, {foreignKey: 'workflowId', as: 'workflow'});
	workflow.belongsTo(user, {foreignKey: 'createdBy', as: 'creator'});
	workflowExecution.belongsTo(user, {foreignKey: 'startedBy', as: 'starter'});
}
