import {DataTypes, Model, type CreationOptional, type ForeignKey, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {JsonValue} from '../../core/json.js';
import {now, timestamp} from './column-types.js';
import type {UserModel} from './user.js';

/** A workflow: what starts it and its steps. */
export class WorkflowModel extends Model<InferAttributes<WorkflowModel>, InferCreationAttributes<WorkflowModel>> {
	declare id: CreationOptional<number>;
	declare workflowName: string;
	declare workflowType: string;
	declare triggerConditions: JsonValue;
	declare workflowSteps: JsonValue;
	declare approvalRequired: CreationOptional<boolean | null>;
	declare approvalRoles: CreationOptional<string[] | null>;
	declare timeoutMinutes: CreationOptional<number | null>;
	declare retryPolicy: CreationOptional<JsonValue | null>;
	declare isActive: CreationOptional<boolean | null>;
	declare createdBy: CreationOptional<ForeignKey<UserModel['id'] | null>>;
	declare createdAt: CreationOptional<Date | null>;
	declare updatedAt: CreationOptional<Date | null>;
}

export const defineWorkflow = (sequelize: Sequelize): typeof WorkflowModel =>
	WorkflowModel.init(
		{
			id: {type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true},
			workflowName: {type: DataTypes.STRING, allowNull: false},
			workflowType: {type: DataTypes.STRING(100), allowNull: false},
			triggerConditions: {type: DataTypes.JSONB, allowNull: false},
			workflowSteps: {type: DataTypes.JSONB, allowNull: false},
			approvalRequired: {type: DataTypes.BOOLEAN, defaultValue: false},
			approvalRoles: DataTypes.ARRAY(DataTypes.TEXT),
			timeoutMinutes: DataTypes.INTEGER,
			retryPolicy: DataTypes.JSONB,
			isActive: {type: DataTypes.BOOLEAN, defaultValue: true},
			createdBy: DataTypes.INTEGER,
			createdAt: {type: timestamp, defaultValue: now},
			updatedAt: {type: timestamp, defaultValue: now},
		},
		{sequelize, tableName: 'workflows', underscored: true, timestamps: false},
	);
