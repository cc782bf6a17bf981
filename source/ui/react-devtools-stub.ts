/** Stands in for `react-devtools-core` in the bundle: Ink names it for development only, and it is not installed. */
export const initialize = (): void => {};
export const connectToDevTools = (): void => {};
export default {initialize, connectToDevTools};
