import pg from 'pg';

/** How far the demo's story has been told; an interrupted one goes on from there. */
export const demoStages = ['begun', 'loaded', 'edited', 'told', 'afternoon'] as const;
export type DemoStage = (typeof demoStages)[number];

/** What must be the same at every start on the same data. */
export type DemoState = {readonly seed: number; readonly now: Date; readonly stage: DemoStage};

/** Kept in a schema of its own inside the demo's database, so that it is dropped with it. */
export async function loadDemoState(databaseUrl: string, fresh: Pick<DemoState, 'seed' | 'now'>): Promise<DemoState> {
	return withClient(databaseUrl, async client => {
		await client.query(`create schema if not exists demo;
			create table if not exists demo.state (is_only boolean primary key default true check (is_only), seed integer not null, now timestamptz not null, stage text not null)`);
		await client.query(`insert into demo.state (seed, now, stage) values ($1, $2, 'begun') on conflict do nothing`, [fresh.seed, fresh.now]);
		const {rows: [state]} = await client.query<DemoState>('select seed, now, stage from demo.state');
		if (state === undefined) throw new Error('demo.state is empty.');
		return state;
	});
}

export const saveDemoStage = (databaseUrl: string, stage: DemoStage): Promise<void> =>
	withClient(databaseUrl, async client => {
		await client.query('update demo.state set stage = $1', [stage]);
	});

async function withClient<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
	const client = new pg.Client({connectionString: databaseUrl, application_name: 'parley demo'});
	await client.connect();
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}
