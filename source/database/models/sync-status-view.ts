import {DataTypes, Model, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import {timestamp} from './column-types.js';

/** An external system with its pending conflicts and today's calls. */
export class SyncStatusViewModel extends Model<InferAttributes<SyncStatusViewModel>, InferCreationAttributes<SyncStatusViewModel>> {
	declare systemName: string;
	declare systemType: string | null;
	declare syncEnabled: boolean | null;
	declare lastSyncTime: Date | null;
	declare lastSyncStatus: string | null;
	declare syncFrequencyMinutes: number | null;
	declare pendingConflicts: string | null;
	declare apiCallsToday: string | null;
	declare avgResponseTimeMs: string | null;
	declare errorCountToday: string | null;
}

export const defineSyncStatusView = (sequelize: Sequelize): typeof SyncStatusViewModel =>
	SyncStatusViewModel.init(
		{
			systemName: {type: DataTypes.STRING(100), primaryKey: true},
			systemType: DataTypes.STRING(50),
			syncEnabled: DataTypes.BOOLEAN,
			lastSyncTime: timestamp,
			lastSyncStatus: DataTypes.STRING(50),
			syncFrequencyMinutes: DataTypes.INTEGER,
			pendingConflicts: DataTypes.BIGINT,
			apiCallsToday: DataTypes.BIGINT,
			avgResponseTimeMs: DataTypes.DECIMAL,
			errorCountToday: DataTypes.BIGINT,
		},
		{sequelize, tableName: 'vw_sync_status_dashboard', underscored: true, timestamps: false},
	);
