import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import {now, timestamp} from './column-types.js';

/** What a metric is and how it is computed. */
export class MetricDefinitionModel extends Model<InferAttributes<MetricDefinitionModel>, InferCreationAttributes<MetricDefinitionModel>> {
	declare id: CreationOptional<number>;
	declare metricName: string;
	declare metricCategory: string;
	declare displayName: string;
	declare description: CreationOptional<string | null>;
	declare calculationMethod: string;
	declare sqlQuery: CreationOptional<string | null>;
	declare dataSources: CreationOptional<string[] | null>;
	declare aggregationLevel: CreationOptional<string | null>;
	declare targetValue: CreationOptional<string | null>;
	declare thresholdWarning: CreationOptional<string | null>;
	declare thresholdCritical: CreationOptional<string | null>;
	declare unitOfMeasure: CreationOptional<string | null>;
	declare chartType: CreationOptional<string | null>;
	declare isKpi: CreationOptional<boolean | null>;
	declare audience: CreationOptional<string | null>;
	declare createdAt: CreationOptional<Date | null>;
	declare updatedAt: CreationOptional<Date | null>;
}

export const defineMetricDefinition = (sequelize: Sequelize): typeof MetricDefinitionModel =>
	MetricDefinitionModel.init(
		{
			id: {type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true},
			metricName: {type: DataTypes.STRING, allowNull: false},
			metricCategory: {type: DataTypes.STRING(100), allowNull: false},
			displayName: {type: DataTypes.STRING, allowNull: false},
			description: DataTypes.TEXT,
			calculationMethod: {type: DataTypes.TEXT, allowNull: false},
			sqlQuery: DataTypes.TEXT,
			dataSources: DataTypes.ARRAY(DataTypes.TEXT),
			aggregationLevel: DataTypes.STRING(50),
			targetValue: DataTypes.DECIMAL(15, 4),
			thresholdWarning: DataTypes.DECIMAL(15, 4),
			thresholdCritical: DataTypes.DECIMAL(15, 4),
			unitOfMeasure: DataTypes.STRING(50),
			chartType: DataTypes.STRING(50),
			isKpi: {type: DataTypes.BOOLEAN, defaultValue: false},
			audience: DataTypes.STRING(100),
			createdAt: {type: timestamp, defaultValue: now},
			updatedAt: {type: timestamp, defaultValue: now},
		},
		{sequelize, tableName: 'metrics_definitions', underscored: true, timestamps: false},
	);
