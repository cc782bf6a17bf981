import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {JsonValue} from '../../core/json.js';
import {now, timestamp} from './column-types.js';

/** A system with its authorization. */
export class SystemModel extends Model<InferAttributes<SystemModel>, InferCreationAttributes<SystemModel>> {
	declare id: CreationOptional<number>;
	declare systemId: string;
	declare name: CreationOptional<string | null>;
	declare uuid: CreationOptional<string | null>;
	declare status: CreationOptional<string | null>;
	declare systemType: CreationOptional<string | null>;
	declare authorizationBoundary: CreationOptional<string | null>;
	declare responsibleOrganization: CreationOptional<string | null>;
	declare systemOwner: CreationOptional<string | null>;
	declare informationSystemSecurityOfficer: CreationOptional<string | null>;
	declare authorizingOfficial: CreationOptional<string | null>;
	declare lastAssessmentDate: CreationOptional<string | null>;
	declare authorizationDate: CreationOptional<string | null>;
	declare authorizationTerminationDate: CreationOptional<string | null>;
	declare createdAt: CreationOptional<Date | null>;
	declare updatedAt: CreationOptional<Date | null>;
	declare ingestionSource: CreationOptional<string | null>;
	declare ingestionBatchId: CreationOptional<string | null>;
	declare rawJson: CreationOptional<JsonValue | null>;
	declare xactaSystemId: CreationOptional<string | null>;
	declare tenableAssetGroupId: CreationOptional<string | null>;
	declare externalSystemMappings: CreationOptional<JsonValue | null>;
	declare syncEnabled: CreationOptional<boolean | null>;
	declare lastXactaSync: CreationOptional<Date | null>;
}

export const defineSystem = (sequelize: Sequelize): typeof SystemModel =>
	SystemModel.init(
		{
			id: {type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true},
			systemId: {type: DataTypes.STRING, allowNull: false},
			name: DataTypes.TEXT,
			uuid: DataTypes.STRING,
			status: DataTypes.STRING(50),
			systemType: DataTypes.STRING(100),
			authorizationBoundary: DataTypes.TEXT,
			responsibleOrganization: DataTypes.TEXT,
			systemOwner: DataTypes.TEXT,
			informationSystemSecurityOfficer: DataTypes.TEXT,
			authorizingOfficial: DataTypes.TEXT,
			lastAssessmentDate: DataTypes.DATEONLY,
			authorizationDate: DataTypes.DATEONLY,
			authorizationTerminationDate: DataTypes.DATEONLY,
			createdAt: {type: timestamp, defaultValue: now},
			updatedAt: {type: timestamp, defaultValue: now},
			ingestionSource: DataTypes.STRING(100),
			ingestionBatchId: DataTypes.UUID,
			rawJson: DataTypes.JSONB,
			xactaSystemId: DataTypes.STRING,
			tenableAssetGroupId: DataTypes.STRING,
			externalSystemMappings: DataTypes.JSONB,
			syncEnabled: {type: DataTypes.BOOLEAN, defaultValue: true},
			lastXactaSync: timestamp,
		},
		{sequelize, tableName: 'ingestion_systems', underscored: true, timestamps: false},
	);
