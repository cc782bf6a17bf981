import {DataTypes, Model, type CreationOptional, type ForeignKey, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {EntityType} from '../../core/entity.js';
import type {ConflictReason, ConflictStatus, ConflictType, ResolutionAction} from '../../core/conflict.js';
import type {JsonValue} from '../../core/json.js';
import {now, timestamp} from './column-types.js';
import type {UserModel} from './user.js';
import type {ExternalSystemModel} from './external-system.js';

/** A question to a person: one field, or one record, on which both sides moved apart. */
export class ConflictModel extends Model<InferAttributes<ConflictModel>, InferCreationAttributes<ConflictModel>> {
	declare id: CreationOptional<number>;
	declare operationId: CreationOptional<string | null>;
	declare entityType: EntityType;
	declare entityId: string;
	declare externalEntityId: CreationOptional<string | null>;
	declare conflictType: ConflictType;
	declare fieldName: CreationOptional<string | null>;
	declare internalValue: CreationOptional<JsonValue | null>;
	declare externalValue: CreationOptional<JsonValue | null>;
	declare resolutionStatus: CreationOptional<ConflictStatus | null>;
	declare resolutionAction: CreationOptional<ResolutionAction | null>;
	declare resolvedBy: CreationOptional<ForeignKey<UserModel['id'] | null>>;
	declare resolvedAt: CreationOptional<Date | null>;
	declare autoResolved: CreationOptional<boolean | null>;
	declare createdAt: CreationOptional<Date | null>;
	declare externalSystemId: CreationOptional<ForeignKey<ExternalSystemModel['id'] | null>>;
	declare baseValue: CreationOptional<JsonValue | null>;
	declare version: CreationOptional<number>;
	declare assignedTo: CreationOptional<string | null>;
	declare note: CreationOptional<string | null>;
	declare updatedAt: CreationOptional<Date | null>;
	declare reason: CreationOptional<ConflictReason | null>;
	declare linkId: CreationOptional<string | null>;
	declare internalId: CreationOptional<string | null>;
	declare entityLabel: CreationOptional<string | null>;
	declare internalChangedAt: CreationOptional<Date | null>;
	declare internalChangedBy: CreationOptional<string | null>;
	declare externalChangedAt: CreationOptional<Date | null>;
	declare externalChangedBy: CreationOptional<string | null>;
	declare resolvedByName: CreationOptional<string | null>;
	declare resolvedValue: CreationOptional<JsonValue | null>;
	declare resolutionBefore: CreationOptional<JsonValue | null>;
}

export const defineConflict = (sequelize: Sequelize): typeof ConflictModel =>
	ConflictModel.init(
		{
			id: {type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true},
			operationId: DataTypes.UUID,
			entityType: {type: DataTypes.STRING(100), allowNull: false},
			entityId: {type: DataTypes.STRING, allowNull: false},
			externalEntityId: DataTypes.STRING,
			conflictType: {type: DataTypes.STRING(50), allowNull: false},
			fieldName: DataTypes.STRING,
			internalValue: DataTypes.JSONB,
			externalValue: DataTypes.JSONB,
			resolutionStatus: {type: DataTypes.STRING(50), defaultValue: 'pending'},
			resolutionAction: DataTypes.STRING(100),
			resolvedBy: DataTypes.INTEGER,
			resolvedAt: timestamp,
			autoResolved: {type: DataTypes.BOOLEAN, defaultValue: false},
			createdAt: {type: timestamp, defaultValue: now},
			externalSystemId: DataTypes.INTEGER,
			baseValue: DataTypes.JSONB,
			version: {type: DataTypes.INTEGER, allowNull: false, defaultValue: 1},
			assignedTo: DataTypes.STRING,
			note: DataTypes.TEXT,
			updatedAt: {type: timestamp, defaultValue: now},
			reason: DataTypes.STRING(50),
			linkId: DataTypes.BIGINT,
			internalId: DataTypes.BIGINT,
			entityLabel: DataTypes.TEXT,
			internalChangedAt: DataTypes.DATE,
			internalChangedBy: DataTypes.TEXT,
			externalChangedAt: DataTypes.DATE,
			externalChangedBy: DataTypes.TEXT,
			resolvedByName: DataTypes.STRING,
			resolvedValue: DataTypes.JSONB,
			resolutionBefore: DataTypes.JSONB,
		},
		{sequelize, tableName: 'sync_conflicts', underscored: true, timestamps: false},
	);
