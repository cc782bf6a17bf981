import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import type {JsonValue} from '../../core/json.js';
import {now} from './column-types.js';

/** A request for the consent of another person. */
export class ApprovalModel extends Model<InferAttributes<ApprovalModel>, InferCreationAttributes<ApprovalModel>> {
	declare id: CreationOptional<string>;
	declare subjectType: string;
	declare subjectId: string;
	declare summary: string;
	declare payload: JsonValue;
	declare payloadHash: Buffer;
	declare requiredRoles: string[];
	declare state: CreationOptional<'pending' | 'approved' | 'rejected' | 'expired' | 'revoked'>;
	declare requestedBy: string;
	declare requestedAt: CreationOptional<Date>;
	declare expiresAt: CreationOptional<Date | null>;
	declare decidedBy: CreationOptional<string | null>;
	declare decidedAt: CreationOptional<Date | null>;
	declare decisionNote: CreationOptional<string | null>;
}

export const defineApproval = (sequelize: Sequelize): typeof ApprovalModel =>
	ApprovalModel.init(
		{
			id: {type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true},
			subjectType: {type: DataTypes.STRING(50), allowNull: false},
			subjectId: {type: DataTypes.TEXT, allowNull: false},
			summary: {type: DataTypes.TEXT, allowNull: false},
			payload: {type: DataTypes.JSONB, allowNull: false},
			payloadHash: {type: DataTypes.BLOB, allowNull: false},
			requiredRoles: {type: DataTypes.ARRAY(DataTypes.TEXT), allowNull: false},
			state: {type: DataTypes.STRING(20), allowNull: false, defaultValue: 'pending'},
			requestedBy: {type: DataTypes.TEXT, allowNull: false},
			requestedAt: {type: DataTypes.DATE, allowNull: false, defaultValue: now},
			expiresAt: DataTypes.DATE,
			decidedBy: DataTypes.TEXT,
			decidedAt: DataTypes.DATE,
			decisionNote: DataTypes.TEXT,
		},
		{sequelize, tableName: 'approvals', underscored: true, timestamps: false},
	);
