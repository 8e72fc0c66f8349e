/** Chinese of events and presets: complete, and with the same numbers as the English. */
import { describe, expect, it } from 'vitest';
import { PRESETS } from '../../presets/index.ts';
import type { EventKind, RunEvent } from '../../protocol/frame.ts';
import { told } from './zh-events.ts';
import { presets } from './zh-presets.ts';

const event = (kind: EventKind, detail: RunEvent['detail']): RunEvent => ({ epoch: 3, run: 1, kind, text: 'english', detail });

describe('events in Chinese', () => {
  it('say what the English says, with its numbers', () => {
    expect(told(event('save', { bytes: 2784, nodes: 13 }))).toBe('已保存 2.78 kB 的检查点；saver 增加了 13 个节点。');
    expect(told(event('clear', { nodes: 1234, alive: 0, weightsLost: false }))).toBe('会话已清空：1,234 个节点消失。');
    expect(told(event('clear', { nodes: 5, alive: 28_395_800, weightsLost: true, tensorflow: 'ValueError: x' }))).toMatch(/仍有 28\.4 MB 的图存活。权重丢失.*ValueError: x/);
    expect(told(event('clear', { nodes: 5, weightsLost: true }))).toBe('会话已清空：5 个节点消失。上次保存以来学到的随之丢失。');
    expect(told(event('clear', { nodes: 5, dropped: true, weightsLost: false }))).toContain('一个 5 个节点的图消失了');
    expect(told(event('reload', { from: 7, nodes: 80, kept: 9, meta: false, back: true, fresh: 2 }))).toBe('模型已重载：新建 80 个节点。检查点是第 7 轮的：训练回到那时。旧图还在：9 个节点。其中没有优化器的槽，它们从零开始。');
    expect(told(event('reload', { from: 7, nodes: 80, kept: 0, meta: true, back: false, fresh: 0 }))).toBe('模型已重载：随保存的图导入 80 个节点，包括泄漏的。');
    expect(told(event('reload', { from: 7, nodes: 80, kept: 500, back: false }))).toBe('模型已重载。');
    expect(told(event('model', { model: 2, name: 'lr 0.1' }))).toBe('第 2 个模型开始：lr 0.1。');
    expect(told(event('model', { model: 2 }))).toBe('第 2 个模型开始。');
    for (const kind of ['spill-main', 'spill-disk', 'upload'] as const) expect(told(event(kind, { epoch: 4 }))).not.toMatch(/NaN|undefined/);
  });
  it('leave an error its own words', () => expect(told(event('error', { kind: 'resource' }))).toBeNull());
});

it('every preset has a title and a sentence in Chinese, and no others have', () => {
  expect(Object.keys(presets).sort()).toEqual(PRESETS.map(({ id }) => id).sort());
  for (const [id, texts] of Object.entries(presets)) for (const text of texts) expect(text, id).toMatch(/[\u4e00-\u9fff]|LSTM/);
  // Numbers are those of the English.
  for (const { id, sentence } of PRESETS) {
    const digits = (text: string): string => (text.match(/\d[\d.,]*\d|\d/g) ?? []).map((number) => number.replace(/[.,]$/, '')).sort().join();
    const english = digits(sentence);
    for (const number of english.split(',')) if (number) expect(digits(presets[id][1]), `${id}: ${number}`).toContain(number);
  }
});
