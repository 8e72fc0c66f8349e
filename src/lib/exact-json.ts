/** For `JSON.stringify` where texts tell values apart: JSON writes all that is not a number or has no end as null, and both zeros alike. */
export const exact = (_key: string, v: unknown): unknown => (typeof v === 'number' && (!Number.isFinite(v) || Object.is(v, -0)) ? [Object.is(v, -0) ? '-0' : String(v)] : v);
