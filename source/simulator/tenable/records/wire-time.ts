/** "2024-05-28T15:11:31.175Z" */
export const withMs = (at: number): string => new Date(at).toISOString();

/** "2024-05-28T15:11:31Z": as scan times of findings and dates of plugins are written. */
export const withoutMs = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** "2024-05-28T15:11:31.175000Z" */
export const withMicroseconds = (at: number): string => `${new Date(at).toISOString().slice(0, 23)}000Z`;
