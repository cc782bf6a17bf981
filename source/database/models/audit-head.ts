import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';

/** The end of the audit chain. */
export class AuditHeadModel extends Model<InferAttributes<AuditHeadModel>, InferCreationAttributes<AuditHeadModel>> {
	declare onlyRow: CreationOptional<boolean>;
	declare sequence: string;
	declare hash: CreationOptional<Buffer | null>;
}

export const defineAuditHead = (sequelize: Sequelize): typeof AuditHeadModel =>
	AuditHeadModel.init(
		{
			onlyRow: {type: DataTypes.BOOLEAN, primaryKey: true, defaultValue: true},
			sequence: {type: DataTypes.BIGINT, allowNull: false},
			hash: DataTypes.BLOB,
		},
		{sequelize, tableName: 'audit_head', underscored: true, timestamps: false},
	);
