import {DataTypes, Model, type CreationOptional, type ForeignKey, type InferAttributes, type InferCreationAttributes, type Sequelize} from 'sequelize';
import {now} from './column-types.js';
import type {ExternalSystemModel} from './external-system.js';

/** Breaker and rate limiter of one external system, shared by all processes. */
export class IntegrationHealthModel extends Model<InferAttributes<IntegrationHealthModel>, InferCreationAttributes<IntegrationHealthModel>> {
	declare externalSystemId: ForeignKey<ExternalSystemModel['id']>;
	declare breakerState: CreationOptional<'closed' | 'open' | 'half-open'>;
	declare breakerOpenedAt: CreationOptional<Date | null>;
	declare breakerResumesAt: CreationOptional<Date | null>;
	declare consecutiveFailures: CreationOptional<number>;
	declare limiterTokens: CreationOptional<number | null>;
	declare limiterUpdatedAt: CreationOptional<Date | null>;
	declare pausedUntil: CreationOptional<Date | null>;
	declare updatedAt: CreationOptional<Date>;
}

export const defineIntegrationHealth = (sequelize: Sequelize): typeof IntegrationHealthModel =>
	IntegrationHealthModel.init(
		{
			externalSystemId: {type: DataTypes.INTEGER, primaryKey: true},
			breakerState: {type: DataTypes.STRING(20), allowNull: false, defaultValue: 'closed'},
			breakerOpenedAt: DataTypes.DATE,
			breakerResumesAt: DataTypes.DATE,
			consecutiveFailures: {type: DataTypes.INTEGER, allowNull: false, defaultValue: 0},
			limiterTokens: DataTypes.DOUBLE,
			limiterUpdatedAt: DataTypes.DATE,
			pausedUntil: DataTypes.DATE,
			updatedAt: {type: DataTypes.DATE, allowNull: false, defaultValue: now},
		},
		{sequelize, tableName: 'integration_health', underscored: true, timestamps: false},
	);
