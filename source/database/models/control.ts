import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {JsonValue} from '../../core/json.js';
import {now, timestamp} from './column-types.js';

/** A control as one system implements it. */
export class ControlModel extends Model<InferAttributes<ControlModel>, InferCreationAttributes<ControlModel>> {
	declare id: CreationOptional<number>;
	declare systemId: string;
	declare controlId: string;
	declare controlTitle: CreationOptional<string | null>;
	declare family: CreationOptional<string | null>;
	declare priority: CreationOptional<string | null>;
	declare implementationStatus: CreationOptional<string | null>;
	declare assessmentStatus: CreationOptional<string | null>;
	declare responsibleRole: CreationOptional<string | null>;
	declare lastAssessed: CreationOptional<string | null>;
	declare implementationGuidance: CreationOptional<string | null>;
	declare residualRisk: CreationOptional<string | null>;
	declare createdAt: CreationOptional<Date | null>;
	declare updatedAt: CreationOptional<Date | null>;
	declare ingestionSource: CreationOptional<string | null>;
	declare ingestionBatchId: CreationOptional<string | null>;
	declare rawJson: CreationOptional<JsonValue | null>;
	declare xactaControlId: CreationOptional<string | null>;
	declare assessmentFrequencyMonths: CreationOptional<number | null>;
	declare nextAssessmentDate: CreationOptional<string | null>;
	declare evidenceRequired: CreationOptional<string[] | null>;
	declare automationLevel: CreationOptional<string | null>;
	declare syncStatus: CreationOptional<'synced' | 'pending' | 'error' | 'conflict' | null>;
}

export const defineControl = (sequelize: Sequelize): typeof ControlModel =>
	ControlModel.init(
		{
			id: {type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true},
			systemId: {type: DataTypes.STRING, allowNull: false},
			controlId: {type: DataTypes.STRING(50), allowNull: false},
			controlTitle: DataTypes.TEXT,
			family: DataTypes.TEXT,
			priority: DataTypes.STRING(20),
			implementationStatus: DataTypes.STRING(50),
			assessmentStatus: DataTypes.STRING(50),
			responsibleRole: DataTypes.TEXT,
			lastAssessed: DataTypes.DATEONLY,
			implementationGuidance: DataTypes.TEXT,
			residualRisk: DataTypes.STRING(50),
			createdAt: {type: timestamp, defaultValue: now},
			updatedAt: {type: timestamp, defaultValue: now},
			ingestionSource: DataTypes.STRING(100),
			ingestionBatchId: DataTypes.UUID,
			rawJson: DataTypes.JSONB,
			xactaControlId: DataTypes.STRING,
			assessmentFrequencyMonths: DataTypes.INTEGER,
			nextAssessmentDate: DataTypes.DATEONLY,
			evidenceRequired: DataTypes.ARRAY(DataTypes.TEXT),
			automationLevel: DataTypes.STRING(50),
			syncStatus: {type: DataTypes.STRING(50), defaultValue: 'synced'},
		},
		{sequelize, tableName: 'ingestion_controls', underscored: true, timestamps: false},
	);
