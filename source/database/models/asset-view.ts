import {DataTypes, Model, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import {timestamp} from './column-types.js';

/** An asset with its business context and the number of its vulnerabilities. */
export class AssetViewModel extends Model<InferAttributes<AssetViewModel>, InferCreationAttributes<AssetViewModel>> {
	declare assetUuid: string;
	declare hostname: string | null;
	declare systemId: string | null;
	declare exposureScore: number | null;
	declare acrScore: string | null;
	declare criticalityRating: string | null;
	declare tenableAssetUuid: string | null;
	declare syncStatus: 'synced' | 'pending' | 'error' | 'conflict' | null;
	declare lastSyncTime: Date | null;
	declare businessOwner: string | null;
	declare technicalOwner: string | null;
	declare businessCriticality: string | null;
	declare environment: string | null;
	declare networkZone: string | null;
	declare riskScore: string | null;
	declare systemName: string | null;
	declare systemOwner: string | null;
	declare vulnerabilityCount: string | null;
	declare criticalVulnerabilities: string | null;
	declare highVulnerabilities: string | null;
}

export const defineAssetView = (sequelize: Sequelize): typeof AssetViewModel =>
	AssetViewModel.init(
		{
			assetUuid: {type: DataTypes.UUID, primaryKey: true},
			hostname: DataTypes.TEXT,
			systemId: DataTypes.STRING,
			exposureScore: DataTypes.INTEGER,
			acrScore: DataTypes.DECIMAL(3, 1),
			criticalityRating: DataTypes.STRING(50),
			tenableAssetUuid: DataTypes.STRING,
			syncStatus: DataTypes.STRING(50),
			lastSyncTime: timestamp,
			businessOwner: DataTypes.STRING,
			technicalOwner: DataTypes.STRING,
			businessCriticality: DataTypes.STRING(50),
			environment: DataTypes.STRING(50),
			networkZone: DataTypes.STRING(100),
			riskScore: DataTypes.DECIMAL(5, 2),
			systemName: DataTypes.TEXT,
			systemOwner: DataTypes.TEXT,
			vulnerabilityCount: DataTypes.BIGINT,
			criticalVulnerabilities: DataTypes.BIGINT,
			highVulnerabilities: DataTypes.BIGINT,
		},
		{sequelize, tableName: 'vw_assets_enhanced', underscored: true, timestamps: false},
	);
