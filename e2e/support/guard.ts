// Watches a page for everything a healthy visit never has: violations of the policy, console errors and warnings, uncaught
// errors, requests to other origins, failed requests. Not a test: the fixture in test.ts asks it at the end of each.
import type { BrowserContext, ConsoleMessage, Page } from '@playwright/test';

export interface Guard {
  /** What went wrong so far, in order, one line each. */
  readonly problems: readonly string[];
  /** What was let pass because a test had allowed it. */
  readonly forgiven: readonly string[];
  /** Lets problems pass that match: for tests which provoke exactly these. Call it before they occur. */
  allow: (pattern: RegExp) => void;
}

const VIOLATION = 'security policy violation:';

/** Runs in the page before any of its scripts; the console carries what it sees out, from workers' documents too. */
function reportViolations(prefix: string): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    console.error(`${prefix} ${event.effectiveDirective} blocked ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber} ${event.sample}`);
  });
}

/** Starts watching a context: all of its pages, those opened later too. Requests to other origins are refused and noted. */
export async function watch(context: BrowserContext, origin: string): Promise<Guard> {
  const problems: string[] = [];
  const forgiven: string[] = [];
  const allowed: RegExp[] = [];
  const note = (problem: string): void => {
    (allowed.some((pattern) => pattern.test(problem)) ? forgiven : problems).push(problem);
  };
  const follow = (page: Page): void => {
    page.on('pageerror', (error) => note(`uncaught error: ${error.stack ?? error.message}`));
    page.on('crash', () => note('the page crashed'));
  };

  await context.addInitScript(reportViolations, VIOLATION);
  await context.route(
    (url) => !['data:', 'blob:', 'about:'].includes(url.protocol) && url.origin !== origin,
    (route) => {
      note(`request to another origin: ${route.request().url()}`);
      return route.abort();
    },
  );
  context.pages().forEach(follow);
  context.on('page', follow);
  context.on('console', (message: ConsoleMessage) => {
    const type = message.type();
    if (type === 'error' || type === 'warning' || type === 'assert') note(`console ${type}: ${message.text()} (${message.location().url})`);
  });
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'unknown';
    // A navigation or a closing page cancels what it no longer needs.
    if (new URL(request.url()).origin === origin && reason !== 'net::ERR_ABORTED') note(`request failed: ${request.url()} ${reason}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) note(`answer ${response.status()}: ${response.url()}`);
  });
  return { problems, forgiven, allow: (pattern) => void allowed.push(pattern) };
}
