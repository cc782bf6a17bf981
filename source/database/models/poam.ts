import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {JsonValue} from '../../core/json.js';
import {now, timestamp} from './column-types.js';

/** A plan of action and milestones. */
export class PoamModel extends Model<InferAttributes<PoamModel>, InferCreationAttributes<PoamModel>> {
	declare id: CreationOptional<number>;
	declare poamId: string;
	declare systemId: CreationOptional<string | null>;
	declare weaknessDescription: CreationOptional<string | null>;
	declare source: CreationOptional<string | null>;
	declare securityControl: CreationOptional<string | null>;
	declare resources: CreationOptional<string | null>;
	declare scheduledCompletion: CreationOptional<string | null>;
	declare poc: CreationOptional<string | null>;
	declare status: CreationOptional<string | null>;
	declare riskRating: CreationOptional<string | null>;
	declare deviationRationale: CreationOptional<string | null>;
	declare originalDetectionDate: CreationOptional<string | null>;
	declare weaknessSeverity: CreationOptional<string | null>;
	declare residualRisk: CreationOptional<string | null>;
	declare threatRelevance: CreationOptional<string | null>;
	declare likelihood: CreationOptional<string | null>;
	declare impact: CreationOptional<string | null>;
	declare mitigationStrategy: CreationOptional<string | null>;
	declare costEstimate: CreationOptional<string | null>;
	declare createdAt: CreationOptional<Date | null>;
	declare updatedAt: CreationOptional<Date | null>;
	declare ingestionSource: CreationOptional<string | null>;
	declare ingestionBatchId: CreationOptional<string | null>;
	declare rawJson: CreationOptional<JsonValue | null>;
	declare xactaPoamId: CreationOptional<string | null>;
	declare workflowStatus: CreationOptional<string | null>;
	declare milestoneSchedule: CreationOptional<JsonValue | null>;
	declare approvalStatus: CreationOptional<string | null>;
	declare syncStatus: CreationOptional<'synced' | 'pending' | 'error' | 'conflict' | null>;
}

export const definePoam = (sequelize: Sequelize): typeof PoamModel =>
	PoamModel.init(
		{
			id: {type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true},
			poamId: {type: DataTypes.STRING, allowNull: false},
			systemId: DataTypes.STRING,
			weaknessDescription: DataTypes.TEXT,
			source: DataTypes.TEXT,
			securityControl: DataTypes.STRING,
			resources: DataTypes.TEXT,
			scheduledCompletion: DataTypes.DATEONLY,
			poc: DataTypes.TEXT,
			status: DataTypes.STRING(50),
			riskRating: DataTypes.STRING(50),
			deviationRationale: DataTypes.TEXT,
			originalDetectionDate: DataTypes.DATEONLY,
			weaknessSeverity: DataTypes.STRING(50),
			residualRisk: DataTypes.STRING(50),
			threatRelevance: DataTypes.STRING(50),
			likelihood: DataTypes.STRING(50),
			impact: DataTypes.STRING(50),
			mitigationStrategy: DataTypes.TEXT,
			costEstimate: DataTypes.DECIMAL(15, 2),
			createdAt: {type: timestamp, defaultValue: now},
			updatedAt: {type: timestamp, defaultValue: now},
			ingestionSource: DataTypes.STRING(100),
			ingestionBatchId: DataTypes.UUID,
			rawJson: DataTypes.JSONB,
			xactaPoamId: DataTypes.STRING,
			workflowStatus: DataTypes.STRING(50),
			milestoneSchedule: DataTypes.JSONB,
			approvalStatus: DataTypes.STRING(50),
			syncStatus: {type: DataTypes.STRING(50), defaultValue: 'synced'},
		},
		{sequelize, tableName: 'ingestion_poams', underscored: true, timestamps: false},
	);
