import type {Failure} from './failure.js';
import {isSameRequest, type Request} from './request.js';

/** Something that one question to the operations answers. */
export type Resource<T> = {
	/** What is asked for; data of another target is never kept. */
	readonly target: string;
	readonly data: T | undefined;
	/** The data may have changed since it was read. */
	readonly isStale: boolean;
	readonly loading: Request | undefined;
	readonly failure: Failure | undefined;
};

export const emptyResource = <T>(target = ''): Resource<T> => ({target, data: undefined, isStale: true, loading: undefined, failure: undefined});

export const retarget = <T>(resource: Resource<T>, target: string): Resource<T> =>
	resource.target === target ? {...resource, isStale: true} : emptyResource(target);

export const markStale = <T>(resource: Resource<T>): Resource<T> => ({...resource, isStale: true, failure: undefined});

export const beginLoad = <T>(resource: Resource<T>, request: Request): Resource<T> => ({...resource, loading: request, isStale: false});

export const finishLoad = <T>(resource: Resource<T>, request: Request, data: T): Resource<T> =>
	isSameRequest(resource.loading, request) ? {...resource, data, loading: undefined, failure: undefined} : resource;

export const failLoad = <T>(resource: Resource<T>, request: Request, failure: Failure): Resource<T> =>
	isSameRequest(resource.loading, request) ? {...resource, loading: undefined, failure} : resource;

/** A failure waits for a retry; while a question is open no second one is asked. */
export const needsLoad = (resource: Resource<unknown>): boolean =>
	resource.isStale && resource.loading === undefined && resource.failure === undefined;
