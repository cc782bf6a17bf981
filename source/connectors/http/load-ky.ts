/** With the first call: it brings all of Node's HTTP client along, and a process that makes no calls starts without. */
export const loadKy = () => import('ky');
