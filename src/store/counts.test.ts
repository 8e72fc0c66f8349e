import { describe, expect, it } from 'vitest';
import { DEFAULTS, type RunConfig } from '../protocol/config.ts';
import type { CountAsk, Counted } from '../protocol/counts.ts';
import { Counter, type CountWorker } from './counts.ts';

const COUNTED: Counted = { model: 67, epoch: 18, how: 'built', sizes: [6], modelBytes: 9000, epochBytes: 2400, modelTold: 67 * 9500, epochTold: 18 * 9500, held: 9400, graphDefLimit: 2 ** 31 - 1 };
const config = (part: Partial<RunConfig>): RunConfig => ({ ...DEFAULTS.perceptron, ...part });

class Fake implements CountWorker {
  readonly asked: CountAsk[] = [];
  ended = false;
  readonly listeners = new Map<string, (event: Event) => void>();
  postMessage(message: CountAsk): void {
    this.asked.push(message);
  }
  addEventListener(type: string, listener: (event: Event) => void): void {
    this.listeners.set(type, listener);
  }
  terminate(): void {
    this.ended = true;
  }
  tell(epoch: number, id = this.asked.at(-1)?.id ?? 0): void {
    this.listeners.get('message')?.(new MessageEvent('message', { data: { id, counted: { ...COUNTED, epoch } } }));
  }
  die(): void {
    this.listeners.get('error')?.(Object.assign(new Event('error', { cancelable: true }), { message: 'no memory' }));
  }
}
function start(): { counter: Counter; workers: Fake[] } {
  const workers: Fake[] = [];
  return { workers, counter: new Counter(() => workers[workers.push(new Fake()) - 1]) };
}

describe('the counter', () => {
  it('starts no worker before the first question, asks one at a time, and remembers', async () => {
    const { counter, workers } = start();
    expect(workers).toHaveLength(0);
    const answers = [counter.ask(config({ samples: 10 })), counter.ask(config({ samples: 20 })), counter.ask(config({ samples: 10, rate: 3 }))];
    expect(workers[0].asked).toHaveLength(1);
    workers[0].tell(30);
    workers[0].tell(60);
    expect((await Promise.all(answers)).map((answer) => answer && 'counted' in answer && answer.counted.epoch)).toEqual([30, 60, 30]);
    expect(workers[0].asked.map((ask) => ask.config.samples)).toEqual([10, 20]);
    expect(counter.known(config({ samples: 20 }))).toMatchObject({ counted: { epoch: 60 } });
  });
  it('asks what is wanted soon before all that waits', async () => {
    const { counter, workers } = start();
    const answers = [counter.ask(config({ samples: 10 })), counter.ask(config({ samples: 20 })), counter.ask(config({ samples: 30 }), true)];
    for (const epoch of [1, 2, 3]) workers[0].tell(epoch);
    await Promise.all(answers);
    expect(workers[0].asked.map((ask) => ask.config.samples)).toEqual([10, 30, 20]);
  });
  it('gives up what is not answered, and hears nothing of it afterwards', async () => {
    const { counter, workers } = start();
    const first = counter.ask(config({ samples: 10 }));
    counter.stop();
    expect(await first).toBe(null);
    expect(workers[0].ended).toBe(true);
    const second = counter.ask(config({ samples: 20 }));
    workers[0].tell(1, 1);
    workers[1].tell(60);
    expect(await second).toMatchObject({ counted: { epoch: 60 } });
  });
  it('says what went wrong, and goes on with a fresh worker', async () => {
    const { counter, workers } = start();
    const [first, second] = [counter.ask(config({ samples: 10 })), counter.ask(config({ samples: 20 }))];
    workers[0].die();
    expect(await first).toEqual({ error: 'no memory' });
    workers[1].tell(60);
    expect(await second).toMatchObject({ counted: { epoch: 60 } });
  });
});
