import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';

/** The last mark that a host left, and keeps for itself as well. */
export class WitnessModel extends Model<InferAttributes<WitnessModel>, InferCreationAttributes<WitnessModel>> {
	declare id: string;
	declare host: string;
	declare number: string;
	declare mark: string;
	declare markedAt: CreationOptional<Date>;
}

export const defineWitness = (sequelize: Sequelize): typeof WitnessModel =>
	WitnessModel.init(
		{
			id: {type: DataTypes.UUID, primaryKey: true},
			host: {type: DataTypes.TEXT, allowNull: false},
			number: {type: DataTypes.BIGINT, allowNull: false},
			mark: {type: DataTypes.UUID, allowNull: false},
			markedAt: {type: DataTypes.DATE, allowNull: false, defaultValue: DataTypes.NOW},
		},
		{sequelize, tableName: 'sync_witnesses', underscored: true, timestamps: false},
	);
