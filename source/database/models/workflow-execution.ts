import {DataTypes, Model, type CreationOptional, type ForeignKey, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {JsonValue} from '../../core/json.js';
import {now, randomUuid, timestamp} from './column-types.js';
import type {WorkflowModel} from './workflow.js';
import type {UserModel} from './user.js';

/** One execution of a workflow. */
export class WorkflowExecutionModel extends Model<InferAttributes<WorkflowExecutionModel>, InferCreationAttributes<WorkflowExecutionModel>> {
	declare id: CreationOptional<number>;
	declare executionId: CreationOptional<string>;
	declare workflowId: CreationOptional<ForeignKey<WorkflowModel['id'] | null>>;
	declare triggerEntityType: CreationOptional<string | null>;
	declare triggerEntityId: CreationOptional<string | null>;
	declare status: CreationOptional<'pending' | 'running' | 'completed' | 'failed' | 'cancelled' | null>;
	declare currentStep: CreationOptional<number | null>;
	declare stepOutputs: CreationOptional<JsonValue | null>;
	declare errorDetails: CreationOptional<JsonValue | null>;
	declare startedAt: CreationOptional<Date | null>;
	declare completedAt: CreationOptional<Date | null>;
	declare startedBy: CreationOptional<ForeignKey<UserModel['id'] | null>>;
}

export const defineWorkflowExecution = (sequelize: Sequelize): typeof WorkflowExecutionModel =>
	WorkflowExecutionModel.init(
		{
			id: {type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true},
			executionId: {type: DataTypes.UUID, allowNull: false, defaultValue: randomUuid},
			workflowId: DataTypes.INTEGER,
			triggerEntityType: DataTypes.STRING(100),
			triggerEntityId: DataTypes.STRING,
			status: {type: DataTypes.STRING(50), defaultValue: 'pending'},
			currentStep: {type: DataTypes.INTEGER, defaultValue: 1},
			stepOutputs: DataTypes.JSONB,
			errorDetails: DataTypes.JSONB,
			startedAt: {type: timestamp, defaultValue: now},
			completedAt: timestamp,
			startedBy: DataTypes.INTEGER,
		},
		{sequelize, tableName: 'workflow_executions', underscored: true, timestamps: false},
	);
