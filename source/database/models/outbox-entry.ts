import {DataTypes, Model, type CreationOptional, type ForeignKey, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {EntityType} from '../../core/entity.js';
import type {JsonObject} from '../../core/json.js';
import {now, randomUuid} from './column-types.js';
import type {ExternalSystemModel} from './external-system.js';
import type {LinkModel} from './link.js';

export type OutboxState = 'ready' | 'sending' | 'unknown' | 'confirmed' | 'rejected' | 'needs_person' | 'cancelled';

/** A change that is owed to an external system. */
export class OutboxEntryModel extends Model<InferAttributes<OutboxEntryModel>, InferCreationAttributes<OutboxEntryModel>> {
	declare id: CreationOptional<string>;
	declare marker: CreationOptional<string>;
	declare externalSystemId: ForeignKey<ExternalSystemModel['id']>;
	declare entityType: EntityType;
	declare linkId: CreationOptional<ForeignKey<LinkModel['id'] | null>>;
	declare internalId: CreationOptional<string | null>;
	declare externalId: CreationOptional<string | null>;
	declare action: 'create' | 'update' | 'delete';
	declare changes: JsonObject;
	declare expected: CreationOptional<JsonObject>;
	declare state: CreationOptional<OutboxState>;
	declare token: CreationOptional<string | null>;
	declare claimedBy: CreationOptional<string | null>;
	declare claimedAt: CreationOptional<Date | null>;
	declare attempts: CreationOptional<number>;
	declare nextAttemptAt: CreationOptional<Date>;
	declare lastError: CreationOptional<string | null>;
	declare operationId: CreationOptional<string | null>;
	declare requestedBy: CreationOptional<string | null>;
	declare createdAt: CreationOptional<Date>;
	declare updatedAt: CreationOptional<Date>;
	declare confirmedAt: CreationOptional<Date | null>;
	/** What our side holds, by internal field. */
	declare fields: CreationOptional<JsonObject>;
}

export const defineOutboxEntry = (sequelize: Sequelize): typeof OutboxEntryModel =>
	OutboxEntryModel.init(
		{
			id: {type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true},
			marker: {type: DataTypes.UUID, allowNull: false, defaultValue: randomUuid},
			externalSystemId: {type: DataTypes.INTEGER, allowNull: false},
			entityType: {type: DataTypes.STRING(100), allowNull: false},
			linkId: DataTypes.BIGINT,
			internalId: DataTypes.BIGINT,
			externalId: DataTypes.TEXT,
			action: {type: DataTypes.STRING(20), allowNull: false},
			changes: {type: DataTypes.JSONB, allowNull: false},
			expected: {type: DataTypes.JSONB, allowNull: false, defaultValue: {}},
			state: {type: DataTypes.STRING(20), allowNull: false, defaultValue: 'ready'},
			token: DataTypes.BIGINT,
			claimedBy: DataTypes.TEXT,
			claimedAt: DataTypes.DATE,
			attempts: {type: DataTypes.INTEGER, allowNull: false, defaultValue: 0},
			nextAttemptAt: {type: DataTypes.DATE, allowNull: false, defaultValue: now},
			lastError: DataTypes.TEXT,
			operationId: DataTypes.UUID,
			requestedBy: DataTypes.TEXT,
			createdAt: {type: DataTypes.DATE, allowNull: false, defaultValue: now},
			updatedAt: {type: DataTypes.DATE, allowNull: false, defaultValue: now},
			confirmedAt: DataTypes.DATE,
			fields: {type: DataTypes.JSONB, allowNull: false, defaultValue: {}},
		},
		{sequelize, tableName: 'sync_outbox', underscored: true, timestamps: false},
	);
