/** What a view is drawn for. Views are pure: the same state on the same size at the same time is the same lines. */
export type ViewSize = {readonly width: number; readonly height: number; readonly now: Date};
