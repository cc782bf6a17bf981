import {DataTypes, Model, type CreationOptional, type ForeignKey, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {EntityType} from '../../core/entity.js';
import type {ExternalSystemModel} from './external-system.js';

/** Who runs a pair now. */
export class LeaseModel extends Model<InferAttributes<LeaseModel>, InferCreationAttributes<LeaseModel>> {
	declare externalSystemId: ForeignKey<ExternalSystemModel['id']>;
	declare entityType: EntityType;
	declare owner: string;
	declare host: string;
	declare pid: number;
	declare token: string;
	declare operationId: CreationOptional<string | null>;
	declare acquiredAt: Date;
	declare heartbeatAt: Date;
	declare expiresAt: Date;
}

export const defineLease = (sequelize: Sequelize): typeof LeaseModel =>
	LeaseModel.init(
		{
			externalSystemId: {type: DataTypes.INTEGER, primaryKey: true},
			entityType: {type: DataTypes.STRING(100), primaryKey: true},
			owner: {type: DataTypes.TEXT, allowNull: false},
			host: {type: DataTypes.TEXT, allowNull: false},
			pid: {type: DataTypes.INTEGER, allowNull: false},
			token: {type: DataTypes.BIGINT, allowNull: false},
			operationId: DataTypes.UUID,
			acquiredAt: {type: DataTypes.DATE, allowNull: false},
			heartbeatAt: {type: DataTypes.DATE, allowNull: false},
			expiresAt: {type: DataTypes.DATE, allowNull: false},
		},
		{sequelize, tableName: 'sync_leases', underscored: true, timestamps: false},
	);
