import {DataTypes, Model, type ForeignKey, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {JsonValue} from '../../core/json.js';
import type {PlanModel} from './plan.js';

/** One record of a plan, for people to read. */
export class PlanRowModel extends Model<InferAttributes<PlanRowModel>, InferCreationAttributes<PlanRowModel>> {
	declare planId: ForeignKey<PlanModel['id']>;
	declare ordinal: number;
	declare kind: string;
	declare content: JsonValue;
}

export const definePlanRow = (sequelize: Sequelize): typeof PlanRowModel =>
	PlanRowModel.init(
		{
			planId: {type: DataTypes.UUID, primaryKey: true},
			ordinal: {type: DataTypes.INTEGER, primaryKey: true},
			kind: {type: DataTypes.STRING(20), allowNull: false},
			content: {type: DataTypes.JSONB, allowNull: false},
		},
		{sequelize, tableName: 'sync_plan_rows', underscored: true, timestamps: false},
	);
