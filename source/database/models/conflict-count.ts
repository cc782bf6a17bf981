import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {EntityType} from '../../core/entity.js';

/** Pending conflicts of one cause, kept by triggers. System 0 stands for none. */
export class ConflictCountModel extends Model<InferAttributes<ConflictCountModel>, InferCreationAttributes<ConflictCountModel>> {
	declare externalSystemId: number;
	declare entityType: EntityType;
	declare fieldName: CreationOptional<string>;
	declare reason: CreationOptional<string>;
	declare pending: string;
}

export const defineConflictCount = (sequelize: Sequelize): typeof ConflictCountModel =>
	ConflictCountModel.init(
		{
			externalSystemId: {type: DataTypes.INTEGER, primaryKey: true},
			entityType: {type: DataTypes.STRING(100), primaryKey: true},
			fieldName: {type: DataTypes.TEXT, primaryKey: true, defaultValue: ''},
			reason: {type: DataTypes.STRING(50), primaryKey: true, defaultValue: ''},
			pending: {type: DataTypes.BIGINT, allowNull: false},
		},
		{sequelize, tableName: 'sync_conflict_counts', underscored: true, timestamps: false},
	);
