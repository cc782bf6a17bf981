import {DataTypes, Model, type CreationOptional, type ForeignKey, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {JsonValue} from '../../core/json.js';
import {now, timestamp} from './column-types.js';
import type {ExternalSystemModel} from './external-system.js';

/** One call to an external system. Partitioned by month on a fresh installation. */
export class ApiCallModel extends Model<InferAttributes<ApiCallModel>, InferCreationAttributes<ApiCallModel>> {
	declare id: CreationOptional<number>;
	declare externalSystemId: CreationOptional<ForeignKey<ExternalSystemModel['id'] | null>>;
	declare operationId: CreationOptional<string | null>;
	declare method: string;
	declare endpoint: string;
	declare requestHeaders: CreationOptional<JsonValue | null>;
	declare requestBody: CreationOptional<JsonValue | null>;
	declare responseStatus: CreationOptional<number | null>;
	declare responseHeaders: CreationOptional<JsonValue | null>;
	declare responseBody: CreationOptional<JsonValue | null>;
	declare responseTimeMs: CreationOptional<number | null>;
	declare errorMessage: CreationOptional<string | null>;
	declare calledAt: CreationOptional<Date>;
	declare ipAddress: CreationOptional<string | null>;
	declare userAgent: CreationOptional<string | null>;
}

export const defineApiCall = (sequelize: Sequelize): typeof ApiCallModel =>
	ApiCallModel.init(
		{
			id: {type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true},
			externalSystemId: DataTypes.INTEGER,
			operationId: DataTypes.UUID,
			method: {type: DataTypes.STRING(10), allowNull: false},
			endpoint: {type: DataTypes.STRING(500), allowNull: false},
			requestHeaders: DataTypes.JSONB,
			requestBody: DataTypes.JSONB,
			responseStatus: DataTypes.INTEGER,
			responseHeaders: DataTypes.JSONB,
			responseBody: DataTypes.JSONB,
			responseTimeMs: DataTypes.INTEGER,
			errorMessage: DataTypes.TEXT,
			calledAt: {type: timestamp, primaryKey: true, defaultValue: now},
			ipAddress: DataTypes.INET,
			userAgent: DataTypes.TEXT,
		},
		{sequelize, tableName: 'api_call_logs', underscored: true, timestamps: false},
	);
