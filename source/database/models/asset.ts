import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {JsonValue} from '../../core/json.js';
import {now, timestamp} from './column-types.js';

/** An asset as the organization keeps it. */
export class AssetModel extends Model<InferAttributes<AssetModel>, InferCreationAttributes<AssetModel>> {
	declare id: CreationOptional<number>;
	declare assetUuid: string;
	declare hostname: CreationOptional<string | null>;
	declare netbiosName: CreationOptional<string | null>;
	declare systemId: CreationOptional<string | null>;
	declare hasAgent: CreationOptional<boolean | null>;
	declare hasPluginResults: CreationOptional<boolean | null>;
	declare firstSeen: CreationOptional<Date | null>;
	declare lastSeen: CreationOptional<Date | null>;
	declare exposureScore: CreationOptional<number | null>;
	declare acrScore: CreationOptional<string | null>;
	declare criticalityRating: CreationOptional<string | null>;
	declare ipAddresses: CreationOptional<string | null>;
	declare operatingSystem: CreationOptional<string | null>;
	declare createdAt: CreationOptional<Date | null>;
	declare updatedAt: CreationOptional<Date | null>;
	declare ingestionSource: CreationOptional<string | null>;
	declare ingestionBatchId: CreationOptional<string | null>;
	declare rawJson: CreationOptional<JsonValue | null>;
	declare tenableAssetUuid: CreationOptional<string | null>;
	declare xactaComponentId: CreationOptional<string | null>;
	declare externalSystemMappings: CreationOptional<JsonValue | null>;
	declare businessOwner: CreationOptional<string | null>;
	declare technicalOwner: CreationOptional<string | null>;
	declare syncStatus: CreationOptional<'synced' | 'pending' | 'error' | 'conflict' | null>;
	declare lastSyncTime: CreationOptional<Date | null>;
}

export const defineAsset = (sequelize: Sequelize): typeof AssetModel =>
	AssetModel.init(
		{
			id: {type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true},
			assetUuid: {type: DataTypes.UUID, allowNull: false},
			hostname: DataTypes.TEXT,
			netbiosName: DataTypes.TEXT,
			systemId: DataTypes.STRING,
			hasAgent: DataTypes.BOOLEAN,
			hasPluginResults: DataTypes.BOOLEAN,
			firstSeen: timestamp,
			lastSeen: timestamp,
			exposureScore: DataTypes.INTEGER,
			acrScore: DataTypes.DECIMAL(3, 1),
			criticalityRating: DataTypes.STRING(50),
			ipAddresses: DataTypes.TEXT,
			operatingSystem: DataTypes.TEXT,
			createdAt: {type: timestamp, defaultValue: now},
			updatedAt: {type: timestamp, defaultValue: now},
			ingestionSource: DataTypes.STRING(100),
			ingestionBatchId: DataTypes.UUID,
			rawJson: DataTypes.JSONB,
			tenableAssetUuid: DataTypes.STRING,
			xactaComponentId: DataTypes.STRING,
			externalSystemMappings: DataTypes.JSONB,
			businessOwner: DataTypes.STRING,
			technicalOwner: DataTypes.STRING,
			syncStatus: {type: DataTypes.STRING(50), defaultValue: 'synced'},
			lastSyncTime: timestamp,
		},
		{sequelize, tableName: 'ingestion_assets', underscored: true, timestamps: false},
	);
