// The very first visit: something meaningful is painted, nothing is fetched from elsewhere, the policy holds.
import { expect, test } from './support/test.ts';

test('says what it is before any script has run', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  await page.goto('./');
  await expect(page).toHaveTitle(/Session Playground/);
  await expect(page.locator('body')).toContainText('Session Playground');
  await context.close();
});

test('carries the strict policy as a header and in the page itself', async ({ page }) => {
  const response = await page.goto('./');
  const header = response?.headers()['content-security-policy'] ?? '';
  expect(header).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'");
  expect(header).toContain("require-trusted-types-for 'script'");
  await expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveAttribute('content', header);
});

test('paints the page with a heading, controls and charts within a first visit', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('button').first()).toBeVisible();
  await expect(page.locator('canvas').first()).toBeVisible();
  const painted = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint').length);
  expect(painted).toBe(1);
});

test('fetches nothing that it does not have', async ({ page, guard }) => {
  const answers: string[] = [];
  page.on('response', (response) => answers.push(`${response.status()} ${response.url()}`));
  await page.goto('./', { waitUntil: 'networkidle' });
  expect(answers.length).toBeGreaterThan(2);
  expect(answers.filter((answer) => !/^(200|304) http:\/\/127\.0\.0\.1:/.test(answer))).toEqual([]);
  expect(guard.problems).toEqual([]);
});

test('blocks what the policy forbids, and every test would notice', async ({ page, guard }) => {
  guard.allow(/security policy violation: style-src-elem/);
  guard.allow(/Content Security Policy/);
  await page.goto('./');
  await page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = 'body { outline: 7px solid red; }';
    document.head.append(style);
  });
  await expect.poll(() => guard.forgiven.filter((problem) => problem.includes('style-src-elem'))).not.toEqual([]);
  await expect(page.locator('body')).not.toHaveCSS('outline-width', '7px');
});
