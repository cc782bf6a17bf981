import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import {now, timestamp} from './column-types.js';

/** A person of the organization. */
export class UserModel extends Model<InferAttributes<UserModel>, InferCreationAttributes<UserModel>> {
	declare id: CreationOptional<number>;
	declare username: string;
	declare password: CreationOptional<string | null>;
	declare firstName: CreationOptional<string | null>;
	declare lastName: CreationOptional<string | null>;
	declare email: CreationOptional<string | null>;
	declare authMethod: CreationOptional<string | null>;
	declare role: CreationOptional<string | null>;
	declare status: CreationOptional<string | null>;
	declare createdAt: CreationOptional<Date | null>;
	declare updatedAt: CreationOptional<Date | null>;
}

export const defineUser = (sequelize: Sequelize): typeof UserModel =>
	UserModel.init(
		{
			id: {type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true},
			username: {type: DataTypes.STRING, allowNull: false},
			password: DataTypes.STRING,
			firstName: DataTypes.STRING,
			lastName: DataTypes.STRING,
			email: DataTypes.STRING,
			authMethod: DataTypes.STRING(50),
			role: DataTypes.STRING(50),
			status: {type: DataTypes.STRING(50), defaultValue: 'active'},
			createdAt: {type: timestamp, defaultValue: now},
			updatedAt: {type: timestamp, defaultValue: now},
		},
		{sequelize, tableName: 'users', underscored: true, timestamps: false},
	);
