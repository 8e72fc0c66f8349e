import { describe, expect, it } from 'vitest';
import { graph } from './en-graph.ts';
import { inside as en } from './en-inside.ts';
import { graph as graphZh } from './zh-graph.ts';
import { inside as zh } from './zh-inside.ts';

describe('the view inside a run says', () => {
  it('how a plan stands to its lower bound, never as 1 times', () => {
    expect(en.summary(9, 2, 3, 1, 1)).toContain(': as fast as can be.');
    expect(en.summary(9, 2, 3, 1, 1.002)).toContain(', at the lower bound.');
    expect(en.summary(9, 2, 3, 1, 1.5)).toContain(', 1.5 times the lower bound.');
    for (const words of [en, zh]) for (const ratio of [1.0006, 1.002, 1.004, 1.2]) expect(words.summary(9, 2, 3, 1, ratio) + words.overBound(ratio)).not.toMatch(/\b1 (times|倍)/);
  });

  it('one share where least and most read the same', () => {
    expect(en.between(0.9991, 0.9993)).toBe('each 99.9 %');
    expect(en.between(0.5, 0.75)).toBe('each 50 % to 75 %');
    expect(zh.between(0.9991, 0.9993)).toBe('每个 99.9 %');
  });

  it('how many of what is fetched are values, as what is compared', () => {
    expect(en.fetched(['a:0', 'b:0'], 1001, 1002, 1)).toBe('Fetched 1,002 values and 1 operation, which has none: a:0, b:0 and 1,001 more.');
    expect(en.fetched(['a:0', 'train'], 0, 1, 1)).toBe('Fetched: a:0, train.');
    expect(zh.fetched(['a:0', 'b:0'], 1001, 1002, 1)).toContain('1,002 个值');
  });

  it('which nodes of a plan are a session’s and not the graph’s', () => {
    expect(en.handed(4054, 2, 1002)).toContain('3,050 are the graph’s own');
    expect(zh.handed(4054, 2, 1002)).toContain('3,050 个节点');
  });

  it('in which round a pass is', () => {
    expect(en.stages.pass(5, 10, 'Shapes', true)).toBe('Second round of passes, 6 of 10: Shapes');
    expect(en.stages.pass(0, 10, 'Pruning', false)).toBe('First round of passes, 1 of 10: Pruning');
  });
});

describe('the graph view says', () => {
  it('whether what is fed is among what is executed', () => {
    expect(graph.marksOf(4, 0, 180_064, 180_067, 2, true)).toContain('executes 180,064 of 180,067 nodes, the 2 fed ones among them.');
    expect(graph.marksOf(4, 0, 3050, 180_067, 2, false)).toContain('executes 3,050 of 180,067 nodes; 2 more are fed.');
    expect(graph.marksOfOwn(5, 9, 0, true)).toMatch(/5 of 9 nodes\.$/);
    expect(graph.marksOfOwn(5, 9, 1, false)).toContain('; 1 more is fed.');
    expect(graphZh.marksOfOwn(5, 9, 1, false)).not.toBe(graphZh.marksOfOwn(5, 9, 1, true));
  });
});
