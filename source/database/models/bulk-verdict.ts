import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {JsonObject} from '../../core/json.js';
import {now} from './column-types.js';

/** A person's verdict over all conflicts that a predicate finds. */
export class BulkVerdictModel extends Model<InferAttributes<BulkVerdictModel>, InferCreationAttributes<BulkVerdictModel>> {
	declare id: string;
	declare predicate: JsonObject;
	declare verdict: JsonObject;
	declare total: number;
	declare requestedBy: string;
	declare requestedAt: CreationOptional<Date>;
}

export const defineBulkVerdict = (sequelize: Sequelize): typeof BulkVerdictModel =>
	BulkVerdictModel.init(
		{
			id: {type: DataTypes.UUID, primaryKey: true},
			predicate: {type: DataTypes.JSONB, allowNull: false},
			verdict: {type: DataTypes.JSONB, allowNull: false},
			total: {type: DataTypes.INTEGER, allowNull: false},
			requestedBy: {type: DataTypes.TEXT, allowNull: false},
			requestedAt: {type: DataTypes.DATE, allowNull: false, defaultValue: now},
		},
		{sequelize, tableName: 'sync_bulk_verdicts', underscored: true, timestamps: false},
	);
