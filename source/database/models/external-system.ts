import {DataTypes, Model, type CreationOptional, type ForeignKey, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {JsonObject} from '../../core/json.js';
import {now, timestamp} from './column-types.js';
import type {UserModel} from './user.js';

/** A platform that Parley keeps in agreement with the database. */
export class ExternalSystemModel extends Model<InferAttributes<ExternalSystemModel>, InferCreationAttributes<ExternalSystemModel>> {
	declare id: CreationOptional<number>;
	declare systemName: string;
	declare systemType: string;
	declare apiBaseUrl: string;
	declare apiVersion: CreationOptional<string | null>;
	declare authenticationMethod: string;
	declare connectionConfig: JsonObject;
	declare syncEnabled: CreationOptional<boolean | null>;
	declare syncFrequencyMinutes: CreationOptional<number | null>;
	declare lastSyncTime: CreationOptional<Date | null>;
	declare lastSyncStatus: CreationOptional<string | null>;
	declare rateLimitConfig: CreationOptional<JsonObject | null>;
	declare retryConfig: CreationOptional<JsonObject | null>;
	declare webhookConfig: CreationOptional<JsonObject | null>;
	declare createdAt: CreationOptional<Date | null>;
	declare updatedAt: CreationOptional<Date | null>;
	declare createdBy: CreationOptional<ForeignKey<UserModel['id'] | null>>;
	declare isActive: CreationOptional<boolean | null>;
}

export const defineExternalSystem = (sequelize: Sequelize): typeof ExternalSystemModel =>
	ExternalSystemModel.init(
		{
			id: {type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true},
			systemName: {type: DataTypes.STRING(100), allowNull: false},
			systemType: {type: DataTypes.STRING(50), allowNull: false},
			apiBaseUrl: {type: DataTypes.STRING(500), allowNull: false},
			apiVersion: DataTypes.STRING(20),
			authenticationMethod: {type: DataTypes.STRING(50), allowNull: false},
			connectionConfig: {type: DataTypes.JSONB, allowNull: false},
			syncEnabled: {type: DataTypes.BOOLEAN, defaultValue: true},
			syncFrequencyMinutes: {type: DataTypes.INTEGER, defaultValue: 60},
			lastSyncTime: timestamp,
			lastSyncStatus: DataTypes.STRING(50),
			rateLimitConfig: DataTypes.JSONB,
			retryConfig: DataTypes.JSONB,
			webhookConfig: DataTypes.JSONB,
			createdAt: {type: timestamp, defaultValue: now},
			updatedAt: {type: timestamp, defaultValue: now},
			createdBy: DataTypes.INTEGER,
			isActive: {type: DataTypes.BOOLEAN, defaultValue: true},
		},
		{sequelize, tableName: 'external_systems', underscored: true, timestamps: false},
	);
