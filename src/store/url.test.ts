import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULTS } from '../protocol/config.ts';
import type { RunConfig } from '../protocol/config.ts';
import { appendRows, emptyHistory } from './history.ts';
import { packSource } from '../presets/source.ts';
import { WIDTH } from '../protocol/frame.ts';
import type { Client, StartOptions } from './client.ts';
import { createPlaygroundStore } from './store.ts';
import { bindUrl, linkOf } from './url.ts';
import { statusOf } from './test-kit.ts';

function setUp(hash: string) {
  const store = createPlaygroundStore();
  const started: { config: RunConfig; options: StartOptions }[] = [];
  const start: Client['start'] = (config, options = {}) => {
    started.push({ config, options });
    store.setState({ started: config, config, givenLog: options.log ?? [], status: statusOf({ config }) });
  };
  let listener = (): void => undefined;
  const address = {
    hash,
    read: () => address.hash,
    replace: vi.fn((next: string) => {
      address.hash = next;
    }),
    onChange: (call: () => void) => {
      listener = call;
    },
  };
  bindUrl(store, { start } as Client, address);
  return {
    store,
    started,
    address,
    go: (next: string) => {
      address.hash = next;
      listener();
    },
  };
}

describe('the address bar', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('starts the run that the hash names, playing, or at its moment and paused', () => {
    expect(setUp('v=1&samples=10').started[0]).toMatchObject({ config: { samples: 10 }, options: { play: true, at: null } });
    expect(setUp('v=1&at=5').started[0]).toMatchObject({ options: { play: false, at: 5 } });
  });

  it('shows what was wrong with the link', () => {
    const { store } = setUp('v=1&samples=99999');
    expect(store.getState()).toMatchObject({
      dialog: 'warnings',
      warnings: [{ name: 'samples', value: '99999' }],
      config: { samples: 1000 },
    });
  });

  it('does not write over a link that was followed but not yet heard of', async () => {
    const { store, started, address, go } = setUp('v=1&samples=10');
    store.setState({ view: 'sources' });
    address.hash = 'v=1&samples=20'; // the event comes a little later
    await vi.advanceTimersByTimeAsync(1000);
    expect(address.replace).not.toHaveBeenCalled();
    go(address.hash);
    expect(started.at(-1)).toMatchObject({ config: { samples: 20 } });
  });

  it('does not write over a link whose script is still being unpacked', async () => {
    const { store, started, address, go } = setUp('v=1&samples=10');
    const link = `v=1&program=script&src=${packSource('print(2)')}&at=3`;
    store.setState({ view: 'sources' }); // a write is due
    go(link);
    vi.runOnlyPendingTimers(); // at once, before what unpacks the script is there
    expect(address.replace).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(started.at(-1)).toMatchObject({ config: { source: 'print(2)' } }));
  });

  it('follows a hash that someone else wrote, and not its own', () => {
    const { store, started, address, go } = setUp('');
    store.setState({ started: { ...DEFAULTS.perceptron, seed: 9 } });
    vi.runAllTimers();
    expect(address.hash).toContain('seed=9');
    go(address.hash);
    expect(started).toHaveLength(1);
    go('v=1&seed=4');
    expect(started).toHaveLength(2);
    expect(started[1].config.seed).toBe(4);
  });

  it('stays clean for the plain page and writes nothing while nothing changes', () => {
    const { store, address } = setUp('');
    store.setState({ speed: 60 });
    vi.runAllTimers();
    expect(address.replace).not.toHaveBeenCalled();
  });

  it('writes seldom however often settings change', () => {
    const { store, address } = setUp('');
    for (let seed = 2; seed < 200; seed++) store.setState({ started: { ...DEFAULTS.perceptron, seed } });
    vi.runAllTimers();
    expect(address.replace).toHaveBeenCalledTimes(1);
    expect(address.hash).toContain('seed=199');
  });

  it('names a moment when the run rests, and none while it is under way', () => {
    const { store, address } = setUp('');
    const rows = new Float64Array(WIDTH);
    rows[0] = 7;
    store.setState({ history: appendRows(emptyHistory(), { count: 1, rows }), status: statusOf({ state: 'paused' }) });
    vi.runAllTimers();
    expect(address.hash).toBe('v=1&at=7');
    store.setState({ status: statusOf({ state: 'running' }) });
    vi.runAllTimers();
    expect(address.hash).toBe('');
  });

  it('keeps the moment that a run is running ahead to, whatever else changes, until it is there or someone takes over', () => {
    const { store, address } = setUp('v=1&at=90');
    store.setState({ target: 90, status: statusOf({ state: 'seeking' }) });
    vi.runAllTimers();
    expect(address.hash).toBe('v=1&at=90');
    store.setState({ view: 'events' });
    vi.runAllTimers();
    expect(address.hash).toBe('v=1&at=90&view=events');
    const rows = new Float64Array(WIDTH);
    rows[0] = 40;
    store.setState({ history: appendRows(emptyHistory(), { count: 1, rows }), status: statusOf({ state: 'paused' }) });
    vi.runAllTimers();
    expect(address.hash).toBe('v=1&at=40&view=events');
  });

  it('does not try again at once where the browser refuses', () => {
    const { store, address } = setUp('');
    address.replace.mockImplementation(() => {
      throw new DOMException('too many', 'SecurityError');
    });
    store.setState({ started: { ...DEFAULTS.perceptron, seed: 3 } });
    vi.runAllTimers();
    expect(address.replace).toHaveBeenCalledTimes(1);
  });

  it('keeps the actions that a link gave until the run has made them', () => {
    const log = [{ kind: 'hand' as const, hand: 'save' as const, epoch: 3, run: 0 }];
    const { store } = setUp('');
    store.setState({ givenLog: log, status: statusOf({ log: [] }) });
    const link = linkOf(store.getState(), null);
    store.setState({ status: statusOf({ log }) });
    expect(linkOf(store.getState(), null)).toBe(link);
    expect(link).not.toBe('');
  });

  it('shows the script of a link without playing it, and writes it again', async () => {
    vi.useRealTimers();
    const packed = packSource('print(1)\n');
    const { store, started } = setUp(`v=1&program=script&mark=3&src=${packed}`);
    await vi.waitFor(() => expect(started).toHaveLength(1));
    expect(started[0].config).toMatchObject({ program: 'script', source: 'print(1)\n', mark: 3 });
    expect(store.getState()).toMatchObject({ opened: true, packed, warnings: [], dialog: null });
    expect(linkOf(store.getState(), 5)).toBe(`v=1&program=script&mark=3&src=${packed}`);
  });

  it('says what is wrong with the script of a link', async () => {
    vi.useRealTimers();
    const { store, started } = setUp('v=1&program=script&src=AAAA');
    await vi.waitFor(() => expect(started).toHaveLength(1));
    expect(store.getState()).toMatchObject({ opened: false, packed: '', dialog: 'warnings', warnings: [{ name: 'src' }], config: { program: 'script', source: '' } });
  });
});
