import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {JsonValue} from '../../core/json.js';
import {now} from './column-types.js';

/** What a run would do, as it was when somebody looked. */
export class PlanModel extends Model<InferAttributes<PlanModel>, InferCreationAttributes<PlanModel>> {
	declare id: string;
	declare request: JsonValue;
	declare pairs: JsonValue;
	declare createdAt: CreationOptional<Date>;
	declare createdBy: string;
	declare appliedAt: CreationOptional<Date | null>;
	declare appliedBy: CreationOptional<string | null>;
	declare operationId: CreationOptional<string | null>;
}

export const definePlan = (sequelize: Sequelize): typeof PlanModel =>
	PlanModel.init(
		{
			id: {type: DataTypes.UUID, primaryKey: true},
			request: {type: DataTypes.JSONB, allowNull: false},
			pairs: {type: DataTypes.JSONB, allowNull: false},
			createdAt: {type: DataTypes.DATE, allowNull: false, defaultValue: now},
			createdBy: {type: DataTypes.TEXT, allowNull: false},
			appliedAt: DataTypes.DATE,
			appliedBy: DataTypes.TEXT,
			operationId: DataTypes.UUID,
		},
		{sequelize, tableName: 'sync_plans', underscored: true, timestamps: false},
	);
