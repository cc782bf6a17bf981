import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {JsonValue} from '../../core/json.js';

/** What somebody, or the engine, did. Append-only: written by audit_append alone. */
export class AuditEventModel extends Model<InferAttributes<AuditEventModel>, InferCreationAttributes<AuditEventModel>> {
	declare sequence: string;
	declare at: Date;
	declare actor: string;
	declare actorUserId: CreationOptional<number | null>;
	declare databaseUser: string;
	declare action: string;
	declare targetType: string;
	declare targetId: string;
	declare before: CreationOptional<JsonValue | null>;
	declare after: CreationOptional<JsonValue | null>;
	declare detail: CreationOptional<JsonValue | null>;
	declare previousHash: CreationOptional<Buffer | null>;
	declare hash: Buffer;
}

export const defineAuditEvent = (sequelize: Sequelize): typeof AuditEventModel =>
	AuditEventModel.init(
		{
			sequence: {type: DataTypes.BIGINT, primaryKey: true},
			at: {type: DataTypes.DATE, allowNull: false},
			actor: {type: DataTypes.TEXT, allowNull: false},
			actorUserId: DataTypes.INTEGER,
			databaseUser: {type: DataTypes.TEXT, allowNull: false},
			action: {type: DataTypes.TEXT, allowNull: false},
			targetType: {type: DataTypes.TEXT, allowNull: false},
			targetId: {type: DataTypes.TEXT, allowNull: false},
			before: DataTypes.JSONB,
			after: DataTypes.JSONB,
			detail: DataTypes.JSONB,
			previousHash: DataTypes.BLOB,
			hash: {type: DataTypes.BLOB, allowNull: false},
		},
		{sequelize, tableName: 'audit_events', underscored: true, timestamps: false},
	);
