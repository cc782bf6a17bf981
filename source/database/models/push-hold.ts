import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';

/** That the database was found to be an older one: nothing leaves until a person releases it. */
export class PushHoldModel extends Model<InferAttributes<PushHoldModel>, InferCreationAttributes<PushHoldModel>> {
	declare id: CreationOptional<string>;
	declare noticedAt: CreationOptional<Date>;
	declare noticedBy: string;
	declare evidence: string;
	declare releasedAt: CreationOptional<Date | null>;
	declare releasedBy: CreationOptional<string | null>;
	declare note: CreationOptional<string | null>;
}

export const definePushHold = (sequelize: Sequelize): typeof PushHoldModel =>
	PushHoldModel.init(
		{
			id: {type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true, autoIncrementIdentity: true},
			noticedAt: {type: DataTypes.DATE, allowNull: false, defaultValue: DataTypes.NOW},
			noticedBy: {type: DataTypes.TEXT, allowNull: false},
			evidence: {type: DataTypes.TEXT, allowNull: false},
			releasedAt: {type: DataTypes.DATE},
			releasedBy: {type: DataTypes.TEXT},
			note: {type: DataTypes.TEXT},
		},
		{sequelize, tableName: 'sync_push_holds', underscored: true, timestamps: false},
	);
