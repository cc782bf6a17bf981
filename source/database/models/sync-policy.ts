import {DataTypes, Model, type CreationOptional, type ForeignKey, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {EntityType} from '../../core/entity.js';
import type {ConflictStrategy, SyncDirection} from '../../core/policy.js';
import type {JsonObject, JsonValue} from '../../core/json.js';
import {now, timestamp} from './column-types.js';
import type {ExternalSystemModel} from './external-system.js';

/** How one entity type of one external system is synchronized. */
export class SyncPolicyModel extends Model<InferAttributes<SyncPolicyModel>, InferCreationAttributes<SyncPolicyModel>> {
	declare id: CreationOptional<number>;
	declare externalSystemId: CreationOptional<ForeignKey<ExternalSystemModel['id'] | null>>;
	declare entityType: EntityType;
	declare syncDirection: SyncDirection;
	declare conflictResolutionStrategy: ConflictStrategy;
	declare fieldLevelPolicies: CreationOptional<JsonObject | null>;
	declare filters: CreationOptional<JsonValue | null>;
	declare batchSize: CreationOptional<number | null>;
	declare isActive: CreationOptional<boolean | null>;
	declare createdAt: CreationOptional<Date | null>;
	declare updatedAt: CreationOptional<Date | null>;
	declare scheduleExpression: CreationOptional<string | null>;
	declare timezone: CreationOptional<string>;
	declare fullSyncExpression: CreationOptional<string | null>;
	declare pushEnabled: CreationOptional<boolean>;
	declare version: CreationOptional<number>;
	declare goneFields: CreationOptional<JsonObject | null>;
}

export const defineSyncPolicy = (sequelize: Sequelize): typeof SyncPolicyModel =>
	SyncPolicyModel.init(
		{
			id: {type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true},
			externalSystemId: DataTypes.INTEGER,
			entityType: {type: DataTypes.STRING(100), allowNull: false},
			syncDirection: {type: DataTypes.STRING(20), allowNull: false},
			conflictResolutionStrategy: {type: DataTypes.STRING(50), allowNull: false},
			fieldLevelPolicies: DataTypes.JSONB,
			filters: DataTypes.JSONB,
			batchSize: {type: DataTypes.INTEGER, defaultValue: 100},
			isActive: {type: DataTypes.BOOLEAN, defaultValue: true},
			createdAt: {type: timestamp, defaultValue: now},
			updatedAt: {type: timestamp, defaultValue: now},
			scheduleExpression: DataTypes.STRING(100),
			timezone: {type: DataTypes.STRING(64), allowNull: false, defaultValue: 'UTC'},
			fullSyncExpression: DataTypes.STRING(100),
			pushEnabled: {type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false},
			version: {type: DataTypes.INTEGER, allowNull: false, defaultValue: 1},
			goneFields: DataTypes.JSONB,
		},
		{sequelize, tableName: 'sync_policies', underscored: true, timestamps: false},
	);
