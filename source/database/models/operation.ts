import {DataTypes, Model, type CreationOptional, type ForeignKey, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {WrittenStatus} from '../../core/operation.js';
import type {JsonValue} from '../../core/json.js';
import {now, randomUuid, timestamp} from './column-types.js';

/** An operation: one run, or one entity type and direction of it. */
export class OperationModel extends Model<InferAttributes<OperationModel>, InferCreationAttributes<OperationModel>> {
	declare id: CreationOptional<number>;
	declare batchId: CreationOptional<string>;
	declare sourceSystem: CreationOptional<string | null>;
	declare batchType: CreationOptional<string | null>;
	declare fileName: CreationOptional<string | null>;
	declare totalRecords: CreationOptional<number | null>;
	declare successfulRecords: CreationOptional<number | null>;
	declare failedRecords: CreationOptional<number | null>;
	declare status: CreationOptional<WrittenStatus | null>;
	declare startedAt: CreationOptional<Date | null>;
	declare completedAt: CreationOptional<Date | null>;
	declare errorDetails: CreationOptional<string | null>;
	declare createdBy: CreationOptional<string | null>;
	declare metadata: CreationOptional<JsonValue | null>;
	declare operationType: CreationOptional<string | null>;
	declare externalSystem: CreationOptional<string | null>;
	declare parentOperationId: CreationOptional<ForeignKey<OperationModel['batchId'] | null>>;
	declare correlationId: CreationOptional<string | null>;
	declare apiEndpoint: CreationOptional<string | null>;
	declare retryCount: CreationOptional<number | null>;
}

export const defineOperation = (sequelize: Sequelize): typeof OperationModel =>
	OperationModel.init(
		{
			id: {type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true},
			batchId: {type: DataTypes.UUID, allowNull: false, defaultValue: randomUuid},
			sourceSystem: DataTypes.STRING(100),
			batchType: DataTypes.STRING(50),
			fileName: DataTypes.STRING(500),
			totalRecords: {type: DataTypes.INTEGER, defaultValue: 0},
			successfulRecords: {type: DataTypes.INTEGER, defaultValue: 0},
			failedRecords: {type: DataTypes.INTEGER, defaultValue: 0},
			status: DataTypes.STRING(50),
			startedAt: {type: timestamp, defaultValue: now},
			completedAt: timestamp,
			errorDetails: DataTypes.TEXT,
			createdBy: DataTypes.STRING,
			metadata: DataTypes.JSONB,
			operationType: DataTypes.STRING(50),
			externalSystem: DataTypes.STRING(50),
			parentOperationId: DataTypes.UUID,
			correlationId: DataTypes.UUID,
			apiEndpoint: DataTypes.STRING(500),
			retryCount: {type: DataTypes.INTEGER, defaultValue: 0},
		},
		{sequelize, tableName: 'ingestion_batches', underscored: true, timestamps: false},
	);
