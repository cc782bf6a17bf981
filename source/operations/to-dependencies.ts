import {hostname} from 'node:os';
import process from 'node:process';
import type {SyncDependencies} from '../sync/dependencies.js';
import type {OperationContext} from './context.js';

/** What the engine works with, and who is told as the holder of a pair. */
export const toDependencies = (context: OperationContext): SyncDependencies => ({...context, holder: {owner: context.actor.username, host: hostname(), pid: process.pid}});
