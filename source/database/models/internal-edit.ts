import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {EntityType} from '../../core/entity.js';
import type {JsonValue} from '../../core/json.js';
import {now} from './column-types.js';

/** A change of ours that one external system has not seen. */
export class InternalEditModel extends Model<InferAttributes<InternalEditModel>, InferCreationAttributes<InternalEditModel>> {
	declare entityType: EntityType;
	declare internalId: string;
	declare field: string;
	declare before: JsonValue;
	declare changedAt: CreationOptional<Date>;
	declare changedBy: string;
	declare isDecided: CreationOptional<boolean>;
	declare externalSystemId: number;
	/** The system that the value was taken from; null where it is a change of ours. */
	declare takenFrom: CreationOptional<number | null>;
	/** When it moved there, by that system's clock; null where nobody knows. */
	declare movedAt: CreationOptional<Date | null>;
}

export const defineInternalEdit = (sequelize: Sequelize): typeof InternalEditModel =>
	InternalEditModel.init(
		{
			entityType: {type: DataTypes.STRING(100), primaryKey: true},
			internalId: {type: DataTypes.BIGINT, primaryKey: true},
			field: {type: DataTypes.STRING, primaryKey: true},
			before: {type: DataTypes.JSONB, allowNull: false},
			changedAt: {type: DataTypes.DATE, allowNull: false, defaultValue: now},
			changedBy: {type: DataTypes.TEXT, allowNull: false},
			isDecided: {type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false},
			externalSystemId: {type: DataTypes.INTEGER, primaryKey: true},
			takenFrom: {type: DataTypes.INTEGER},
			movedAt: {type: DataTypes.DATE},
		},
		{sequelize, tableName: 'sync_internal_edits', underscored: true, timestamps: false},
	);
