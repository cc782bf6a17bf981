import {DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';

/** What one severity means for plans of action. */
export class RemediationTermModel extends Model<InferAttributes<RemediationTermModel>, InferCreationAttributes<RemediationTermModel>> {
	/** 0 to 4, as the scanner counts. */
	declare severity: number;
	declare riskRating: string;
	declare dueDays: number;
	/** Null: findings of this severity get no plan. */
	declare planAfterDays: CreationOptional<number | null>;
	declare seenWithinDays: CreationOptional<number>;
}

export const defineRemediationTerm = (sequelize: Sequelize): typeof RemediationTermModel =>
	RemediationTermModel.init(
		{
			severity: {type: DataTypes.SMALLINT, primaryKey: true},
			riskRating: {type: DataTypes.STRING(50), allowNull: false},
			dueDays: {type: DataTypes.INTEGER, allowNull: false},
			planAfterDays: DataTypes.INTEGER,
			seenWithinDays: {type: DataTypes.INTEGER, allowNull: false, defaultValue: 30},
		},
		{sequelize, tableName: 'remediation_terms', underscored: true, timestamps: false},
	);
