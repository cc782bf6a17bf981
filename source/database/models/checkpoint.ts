import {DataTypes, Model, type CreationOptional, type ForeignKey, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {EntityType} from '../../core/entity.js';
import type {JsonValue} from '../../core/json.js';
import {now} from './column-types.js';
import type {ExternalSystemModel} from './external-system.js';

/** Where the next run of a pair starts, or an interrupted one goes on. */
export class CheckpointModel extends Model<InferAttributes<CheckpointModel>, InferCreationAttributes<CheckpointModel>> {
	declare externalSystemId: ForeignKey<ExternalSystemModel['id']>;
	declare entityType: EntityType;
	declare direction: 'inbound' | 'outbound';
	declare operationId: CreationOptional<string | null>;
	declare cursor: CreationOptional<JsonValue | null>;
	declare watermark: CreationOptional<JsonValue | null>;
	declare counts: CreationOptional<JsonValue | null>;
	declare lastFullAt: CreationOptional<Date | null>;
	declare lastCompletedAt: CreationOptional<Date | null>;
	declare updatedAt: CreationOptional<Date>;
}

export const defineCheckpoint = (sequelize: Sequelize): typeof CheckpointModel =>
	CheckpointModel.init(
		{
			externalSystemId: {type: DataTypes.INTEGER, primaryKey: true},
			entityType: {type: DataTypes.STRING(100), primaryKey: true},
			direction: {type: DataTypes.STRING(20), primaryKey: true},
			operationId: DataTypes.UUID,
			cursor: DataTypes.JSONB,
			watermark: DataTypes.JSONB,
			counts: DataTypes.JSONB,
			lastFullAt: DataTypes.DATE,
			lastCompletedAt: DataTypes.DATE,
			updatedAt: {type: DataTypes.DATE, allowNull: false, defaultValue: now},
		},
		{sequelize, tableName: 'sync_checkpoints', underscored: true, timestamps: false},
	);
