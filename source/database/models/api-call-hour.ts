import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import {timestamp} from './column-types.js';

/** The calls of one system in one hour, kept by triggers. System 0 stands for none. */
export class ApiCallHourModel extends Model<InferAttributes<ApiCallHourModel>, InferCreationAttributes<ApiCallHourModel>> {
	declare externalSystemId: number;
	declare hour: Date;
	declare calls: CreationOptional<string>;
	declare errors: CreationOptional<string>;
	declare timed: CreationOptional<string>;
	declare totalMs: CreationOptional<string>;
	declare unanswered: CreationOptional<string>;
}

export const defineApiCallHour = (sequelize: Sequelize): typeof ApiCallHourModel =>
	ApiCallHourModel.init(
		{
			externalSystemId: {type: DataTypes.INTEGER, primaryKey: true},
			hour: {type: timestamp, primaryKey: true},
			calls: {type: DataTypes.BIGINT, allowNull: false, defaultValue: 0},
			errors: {type: DataTypes.BIGINT, allowNull: false, defaultValue: 0},
			timed: {type: DataTypes.BIGINT, allowNull: false, defaultValue: 0},
			totalMs: {type: DataTypes.BIGINT, allowNull: false, defaultValue: 0},
			unanswered: {type: DataTypes.BIGINT, allowNull: false, defaultValue: 0},
		},
		{sequelize, tableName: 'api_call_hours', underscored: true, timestamps: false},
	);
