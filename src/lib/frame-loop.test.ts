import { describe, expect, it, vi } from 'vitest';
import { beforeDrawing, cancelDraw, pending, requestDraw, whenIdle } from './frame-loop.ts';

describe('frame loop', () => {
  it('draws each owner once per frame, with the newest request', async () => {
    const owner = {};
    const drawn: string[] = [];
    requestDraw(owner, () => drawn.push('old'));
    requestDraw(owner, () => drawn.push('new'));
    requestDraw({}, () => drawn.push('other'));
    expect(pending()).toBe(true);
    await whenIdle();
    expect(drawn).toEqual(['new', 'other']);
    expect(pending()).toBe(false);
  });

  it('is idle only after an animation that asks for further frames has ended', async () => {
    const owner = {};
    let frames = 0;
    const step = (): void => {
      frames += 1;
      if (frames < 3) requestDraw(owner, step);
    };
    requestDraw(owner, step);
    await whenIdle();
    expect(frames).toBe(3);
  });

  it('lets what changes in a frame be drawn in the same, also what a microtask asks for, and each owner once', async () => {
    const drawn: string[] = [];
    const owner = {};
    let frames = 0;
    const count = (): void => {
      frames += 1;
      if (frames < 4) beforeDrawing(count);
    };
    beforeDrawing(count);
    requestDraw(owner, () => drawn.push(`old, frame ${frames}`));
    beforeDrawing(() => {
      requestDraw(owner, () => drawn.push(`new, frame ${frames}`));
      queueMicrotask(() => {
        requestDraw({}, () => drawn.push(`rendered, frame ${frames}`));
        expect(pending()).toBe(true);
      });
    });
    await whenIdle();
    expect(drawn).toEqual(['new, frame 1', 'rendered, frame 1']);
    // A change alone is nothing to wait for.
    expect(pending()).toBe(false);
    expect(frames).toBe(1);
  });

  it('draws the others when one drawing throws, and reports the error', async () => {
    const report = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    let drawn = false;
    requestDraw({}, () => {
      throw new Error('broken drawing');
    });
    requestDraw({}, () => {
      drawn = true;
    });
    await whenIdle();
    expect(drawn).toBe(true);
    expect(report).toHaveBeenCalledOnce();
    report.mockRestore();
  });

  it('forgets a cancelled owner and still becomes idle', async () => {
    const owner = {};
    const draw = vi.fn();
    requestDraw(owner, draw);
    const idle = whenIdle();
    cancelDraw(owner);
    await idle;
    expect(draw).not.toHaveBeenCalled();
  });
});
