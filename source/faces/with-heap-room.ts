import type {HeapRoom} from '../composition/create-heap-room.js';
import type {Operations} from '../operations/operations.js';

/** The operations of a console, of which those that take in pages of records get the room for them while they run. */
export const withHeapRoom = (operations: Operations, {during}: HeapRoom): Operations => ({
	...operations,
	runSync: (...args) => during(() => operations.runSync(...args)),
	resumeSync: (...args) => during(() => operations.resumeSync(...args)),
	planSync: (...args) => during(() => operations.planSync(...args)),
	applyPlan: (...args) => during(() => operations.applyPlan(...args)),
	replayRejected: (...args) => during(() => operations.replayRejected(...args)),
	lookAgain: (...args) => during(() => operations.lookAgain(...args)),
	correlate: (...args) => during(() => operations.correlate(...args)),
});
