import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';

/** A record between the last look at the other side and the transaction that applies a plan. */
export class PlanSpoolModel extends Model<InferAttributes<PlanSpoolModel>, InferCreationAttributes<PlanSpoolModel>> {
	declare operationId: string;
	declare externalSystemId: number;
	declare entityType: string;
	/** 0 for a record that has no link. */
	declare linkId: string;
	declare id: CreationOptional<string>;
	/** JSON as text: jsonb would not keep a record to the letter. */
	declare item: string;
}

export const definePlanSpool = (sequelize: Sequelize): typeof PlanSpoolModel =>
	PlanSpoolModel.init(
		{
			operationId: {type: DataTypes.UUID, primaryKey: true},
			externalSystemId: {type: DataTypes.INTEGER, primaryKey: true},
			entityType: {type: DataTypes.STRING(100), primaryKey: true},
			linkId: {type: DataTypes.BIGINT, primaryKey: true},
			id: {type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true, autoIncrementIdentity: true},
			item: {type: DataTypes.TEXT, allowNull: false},
		},
		{sequelize, tableName: 'sync_plan_spool', underscored: true, timestamps: false},
	);
