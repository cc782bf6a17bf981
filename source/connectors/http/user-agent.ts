/** How integrations are asked to name themselves: vendor, product, build. */
export const toUserAgent = (version = '0'): string => `Integration/1.0 (Parley; Parley; Build/${version})`;
