/**
 * Names what an answer is for. The epoch grows when everything is asked anew, the target is what was asked for: an
 * answer to another epoch or target comes too late and is dropped.
 */
export type Request = {readonly epoch: number; readonly target: string};

export const isSameRequest = (left: Request | undefined, right: Request | undefined): boolean =>
	left !== undefined && right !== undefined && left.epoch === right.epoch && left.target === right.target;
