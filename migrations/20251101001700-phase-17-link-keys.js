// Both keys of a link began with system and entity type. Before its first statistics the planner takes those two for
// selective, and may then answer a look-up by external id through the other key, which reads all links of the pair. With
// our id in front the second key can serve look-ups by our id only; and those need not name the system any more.
const replaceKey = (columns, name) => queryInterface =>
	queryInterface.sequelize.transaction(async transaction => {
		const run = text => queryInterface.sequelize.query(text, {transaction});
		await run(`set local lock_timeout = '20s'`);
		for (const key of Object.values(names)) await run(`alter table sync_links drop constraint if exists ${key}`);
		await run(`alter table sync_links add constraint ${name} unique (${columns})`);
	});

const names = {
	bySystem: 'sync_links_external_system_id_entity_type_internal_id_key',
	byRecord: 'sync_links_internal_id_entity_type_external_system_id_key',
};

export const up = replaceKey('internal_id, entity_type, external_system_id', names.byRecord);
export const down = replaceKey('external_system_id, entity_type, internal_id', names.bySystem);
