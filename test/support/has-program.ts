import {spawnSync} from 'node:child_process';

/** Whether a program of this name is on this machine and runs. */
export const hasProgram = (name: string): boolean => spawnSync(name, ['--version'], {stdio: 'ignore'}).status === 0;
