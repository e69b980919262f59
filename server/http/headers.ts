import type { MiddlewareHandler } from 'hono';

/** For our own pages: scripts and styles from here only, data from here only, no frames but our own. */
export const appHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
    "frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/**
 * For a filing's own markup, whoever wrote it: nothing runs, nothing is loaded, nothing is sent, whatever the sanitiser may have missed.
 * `sandbox` takes its origin away even when it is opened outside our frame.
 */
export const filingHeaders = {
  'content-security-policy':
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox",
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Bull Board brings scripts and styles of its own, and wants fonts from elsewhere: those it does without. */
export const boardHeaders = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
} as const;

export const nosniff: MiddlewareHandler = async (context, next) => {
  await next();
  context.res.headers.set('x-content-type-options', 'nosniff');
};
