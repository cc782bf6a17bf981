import {startConsole, type HarnessOptions, type TestConsole} from './console-harness.js';

/** A console of the sample world that shows the causes of what waits. */
export async function openCauses(options: HarnessOptions = {}): Promise<TestConsole> {
	const ui = startConsole(options);
	await ui.waitForScreen('live');
	ui.press('2');
	await ui.waitForScreen('scheduled_comple');
	return ui;
}

/** The same, on the conflicts of the first cause: the cursor is on POAM-2026-0001. */
export async function openFirstCause(options?: HarnessOptions): Promise<TestConsole> {
	const ui = await openCauses(options);
	ui.press('enter');
	await ui.waitForScreen('POAM-2026-0001');
	return ui;
}

/** The same, on the first of these conflicts, with what each verdict does. */
export async function openFirstConflict(options?: HarnessOptions): Promise<TestConsole> {
	const ui = await openFirstCause(options);
	ui.press('enter');
	await ui.waitForScreen('our record becomes 2026-12-15');
	return ui;
}
