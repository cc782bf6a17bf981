import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import {now} from './column-types.js';

/** A daemon that runs, or ran within the last month. */
export class DaemonHeartbeatModel extends Model<InferAttributes<DaemonHeartbeatModel>, InferCreationAttributes<DaemonHeartbeatModel>> {
	declare host: string;
	declare pid: number;
	declare version: string;
	declare startedAt: CreationOptional<Date>;
	declare heartbeatAt: CreationOptional<Date>;
	/** When it ended well; null while it runs, and where it was killed. */
	declare endedAt: CreationOptional<Date | null>;
}

export const defineDaemonHeartbeat = (sequelize: Sequelize): typeof DaemonHeartbeatModel =>
	DaemonHeartbeatModel.init(
		{
			host: {type: DataTypes.TEXT, primaryKey: true},
			pid: {type: DataTypes.INTEGER, primaryKey: true},
			version: {type: DataTypes.TEXT, allowNull: false},
			startedAt: {type: DataTypes.DATE, allowNull: false, defaultValue: now},
			heartbeatAt: {type: DataTypes.DATE, allowNull: false, defaultValue: now},
			endedAt: DataTypes.DATE,
		},
		{sequelize, tableName: 'daemon_heartbeats', underscored: true, timestamps: false},
	);
