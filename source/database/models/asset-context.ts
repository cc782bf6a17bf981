import {DataTypes, Model, type CreationOptional, type ForeignKey, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {JsonValue} from '../../core/json.js';
import {now, timestamp} from './column-types.js';
import type {AssetModel} from './asset.js';

/** What the business says about an asset. */
export class AssetContextModel extends Model<InferAttributes<AssetContextModel>, InferCreationAttributes<AssetContextModel>> {
	declare id: CreationOptional<number>;
	declare assetUuid: ForeignKey<AssetModel['assetUuid']>;
	declare businessCriticality: CreationOptional<string | null>;
	declare costCenter: CreationOptional<string | null>;
	declare environment: CreationOptional<string | null>;
	declare complianceScope: CreationOptional<string[] | null>;
	declare dataClassification: CreationOptional<string | null>;
	declare geographicLocation: CreationOptional<string | null>;
	declare networkZone: CreationOptional<string | null>;
	declare assetTags: CreationOptional<JsonValue | null>;
	declare dependencies: CreationOptional<JsonValue | null>;
	declare slaRequirements: CreationOptional<JsonValue | null>;
	declare maintenanceWindow: CreationOptional<JsonValue | null>;
	declare riskScore: CreationOptional<string | null>;
	declare riskFactors: CreationOptional<JsonValue | null>;
	declare lastRiskAssessment: CreationOptional<Date | null>;
	declare createdAt: CreationOptional<Date | null>;
	declare updatedAt: CreationOptional<Date | null>;
}

export const defineAssetContext = (sequelize: Sequelize): typeof AssetContextModel =>
	AssetContextModel.init(
		{
			id: {type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true},
			assetUuid: {type: DataTypes.UUID, allowNull: false},
			businessCriticality: DataTypes.STRING(50),
			costCenter: DataTypes.STRING(100),
			environment: DataTypes.STRING(50),
			complianceScope: DataTypes.ARRAY(DataTypes.TEXT),
			dataClassification: DataTypes.STRING(50),
			geographicLocation: DataTypes.STRING,
			networkZone: DataTypes.STRING(100),
			assetTags: DataTypes.JSONB,
			dependencies: DataTypes.JSONB,
			slaRequirements: DataTypes.JSONB,
			maintenanceWindow: DataTypes.JSONB,
			riskScore: DataTypes.DECIMAL(5, 2),
			riskFactors: DataTypes.JSONB,
			lastRiskAssessment: timestamp,
			createdAt: {type: timestamp, defaultValue: now},
			updatedAt: {type: timestamp, defaultValue: now},
		},
		{sequelize, tableName: 'assets_extended', underscored: true, timestamps: false},
	);
