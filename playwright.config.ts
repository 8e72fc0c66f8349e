// End-to-end tests of the built page in the machine's own Chromium (CHROMIUM_PATH; `npm test` sets it). Nothing is downloaded.
import { defineConfig, devices } from '@playwright/test';

// `npm test` serves dist/ itself and says where; `npx playwright test` alone starts the same server here.
const port = 4199;
const served = process.env['E2E_URL'];
const baseURL = served ?? `http://127.0.0.1:${port}/`;
const executablePath = process.env['CHROMIUM_PATH'];
const results = process.env['E2E_RESULTS'];

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  workers: Number(process.env['E2E_WORKERS'] ?? 2),
  retries: 0,
  timeout: 60_000,
  globalTimeout: 12 * 60_000,
  expect: { timeout: 10_000 },
  reporter: results ? [['line'], ['json', { outputFile: results }]] : [['list']],
  use: {
    baseURL,
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'chromium',
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 1440, height: 900 },
        launchOptions: {
          ...(executablePath ? { executablePath } : {}),
          args: [
            '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
          ],
        },
      },
    },
  ],
  ...(served === undefined && {
    webServer: { command: `node tools/serve.mjs --port ${port} --strict-port`, url: baseURL, reuseExistingServer: false, timeout: 20_000 },
  }),
});
