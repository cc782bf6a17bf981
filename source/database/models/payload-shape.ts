import {DataTypes, Model, type CreationOptional, type ForeignKey, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {EntityType} from '../../core/entity.js';
import type {PayloadShape} from '../../core/payload-shape.js';
import {now} from './column-types.js';
import type {ExternalSystemModel} from './external-system.js';

/** What the records of a pair have looked like. */
export class PayloadShapeModel extends Model<InferAttributes<PayloadShapeModel>, InferCreationAttributes<PayloadShapeModel>> {
	declare externalSystemId: ForeignKey<ExternalSystemModel['id']>;
	declare entityType: EntityType;
	declare shape: PayloadShape;
	declare firstSeenAt: Date;
	declare updatedAt: CreationOptional<Date>;
}

export const definePayloadShape = (sequelize: Sequelize): typeof PayloadShapeModel =>
	PayloadShapeModel.init(
		{
			externalSystemId: {type: DataTypes.INTEGER, primaryKey: true},
			entityType: {type: DataTypes.STRING(100), primaryKey: true},
			shape: {type: DataTypes.JSONB, allowNull: false},
			firstSeenAt: {type: DataTypes.DATE, allowNull: false},
			updatedAt: {type: DataTypes.DATE, allowNull: false, defaultValue: now},
		},
		{sequelize, tableName: 'sync_payload_shapes', underscored: true, timestamps: false},
	);
