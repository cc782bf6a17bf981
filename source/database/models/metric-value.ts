import {DataTypes, Model, type CreationOptional, type ForeignKey, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {JsonValue} from '../../core/json.js';
import {now, timestamp} from './column-types.js';
import type {MetricDefinitionModel} from './metric-definition.js';

/** One computed value of a metric. Partitioned by month on a fresh installation. */
export class MetricValueModel extends Model<InferAttributes<MetricValueModel>, InferCreationAttributes<MetricValueModel>> {
	declare id: CreationOptional<number>;
	declare metricId: CreationOptional<ForeignKey<MetricDefinitionModel['id'] | null>>;
	declare calculatedAt: Date;
	declare periodStart: CreationOptional<Date | null>;
	declare periodEnd: CreationOptional<Date | null>;
	declare value: string;
	declare valueText: CreationOptional<string | null>;
	declare additionalData: CreationOptional<JsonValue | null>;
	declare dataQualityScore: CreationOptional<string | null>;
	declare calculationDurationMs: CreationOptional<number | null>;
	declare createdAt: CreationOptional<Date | null>;
}

export const defineMetricValue = (sequelize: Sequelize): typeof MetricValueModel =>
	MetricValueModel.init(
		{
			id: {type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true},
			metricId: DataTypes.INTEGER,
			calculatedAt: {type: timestamp, primaryKey: true},
			periodStart: timestamp,
			periodEnd: timestamp,
			value: {type: DataTypes.DECIMAL(15, 4), allowNull: false},
			valueText: DataTypes.TEXT,
			additionalData: DataTypes.JSONB,
			dataQualityScore: DataTypes.DECIMAL(3, 2),
			calculationDurationMs: DataTypes.INTEGER,
			createdAt: {type: timestamp, defaultValue: now},
		},
		{sequelize, tableName: 'metrics_values', underscored: true, timestamps: false},
	);
