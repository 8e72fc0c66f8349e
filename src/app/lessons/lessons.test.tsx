// Every lesson: its links, texts, tasks and ways to controls fit together. That each task is really done by doing it is e2e/lesson.spec.ts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createElement } from 'react';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { LESSON_IDS, loadGraph, loadLesson, loadText } from '../../lessons/index.ts';
import { readStepName, stepLink, stepName } from '../../lessons/lesson.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { LINK_LANGS } from '../../presets/keys.ts';
import { parseLink } from '../../presets/schema.ts';
import { statusOf } from '../../store/test-kit.ts';
import { initialState } from '../../store/state.ts';
import { lesson as english } from '../words/en-lesson.ts';
import type { PARTS } from './parts.tsx';
import { seenOf } from './seen.ts';

/** What a text is made of, in order, by step. */
interface Written { claims: number; tasks: number[]; verdicts: string[]; recorded: number; sources: number; goes: string[]; graphs: string[]; figures: string[]; words: string }
const nothing = (): Written => ({ claims: 0, tasks: [], verdicts: [], recorded: 0, sources: 0, goes: [], graphs: [], figures: [], words: '' });

/** Reads a text by rendering it with parts that only take notes. */
async function read(id: string, lang: (typeof LINK_LANGS)[number]): Promise<Map<number, Written>> {
  const steps = new Map<number, Written>();
  let step = nothing();
  type Props = Record<string, string> & { n?: number; children?: ReactNode };
  const noting = (note: (props: Props) => void) => (props: Props) => {
    note(props);
    return createElement('p', null, props.children);
  };
  const parts = {
    Step: ({ n, children }: { n: number; children: ReactNode }) => {
      expect(steps.has(n), `step ${n} once`).toBe(false);
      const own = nothing();
      steps.set(n, own);
      step = own;
      return createElement('section', { 'data-step': n }, children);
    },
    Claim: noting(() => (step.claims += 1)),
    Task: noting(({ n }) => step.tasks.push(n ?? Number.NaN)),
    Now: noting(({ what }) => step.figures.push(...what.split(' '))),
    Truth: noting(({ verdict }) => step.verdicts.push(verdict)),
    Recorded: noting(() => (step.recorded += 1)),
    Source: noting(() => (step.sources += 1)),
    Go: noting(({ to }) => step.goes.push(to)),
    OpenGraph: noting(({ file }) => step.graphs.push(file)),
  } satisfies Record<keyof typeof PARTS, unknown>;
  const html = renderToStaticMarkup(createElement(await loadText(id, lang), { components: parts }));
  for (const [, n, inner] of html.matchAll(/<section data-step="(\d+)">(.*?)<\/section>/gs)) {
    const own = steps.get(Number(n));
    if (own !== undefined) own.words = inner.replace(/<[^>]*>/g, '');
  }
  return steps;
}

const lessons: Lesson[] = (await Promise.all(LESSON_IDS.map(loadLesson))).filter((lesson) => lesson !== null);

describe('lessons', () => {
  it('are there, each with an id that a link can hold, a place and titles of its own', () => {
    expect(lessons.length).toBeGreaterThan(0);
    expect(new Set(lessons.map(({ order }) => order)).size).toBe(lessons.length);
    for (const { id, title } of lessons) {
      expect(parseLink(`lesson=${id}`)).toMatchObject({ lesson: id, warnings: [] });
      for (const lang of LINK_LANGS) expect(title[lang]).not.toBe('');
    }
  });

  it('of the answer has its sixteen claims', () => {
    expect(lessons.find(({ id }) => id === 'answer')?.steps).toHaveLength(16);
  });

  it('are not found where there are none', async () => {
    expect(await loadLesson('constructor')).toBeNull();
    expect(readStepName('answer')).toEqual({ lesson: 'answer', number: 1 });
    expect(readStepName('answer.12')).toEqual({ lesson: 'answer', number: 12 });
  });

  it('keep their texts free of code, so that what they import is what the checker of imports sees', () => {
    const room = join(import.meta.dirname, '../../lessons/all');
    const texts = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.mdx'));
    expect(texts.length).toBeGreaterThanOrEqual(2 * lessons.length);
    for (const path of texts) expect(readFileSync(join(room, path), 'utf8'), path).not.toMatch(/^\s*(import|export)\b|[{]\s*[^}\d]/m);
  });
});

describe.each(lessons.map((lesson) => [lesson.id, lesson] as const))('lesson %s', (id, lesson) => {
  const steps = lesson.steps.map((step) => [stepName(id, step.number), step] as const);

  it.each(steps)('%s opens by a link that says so, without warnings', (name, step) => {
    expect(parseLink(stepLink(id, step))).toMatchObject({ lesson: name, warnings: [], log: [], hide: [], title: '' });
    for (const lang of LINK_LANGS) expect(step.title[lang]).not.toBe('');
  });

  it.each(steps)('%s has nothing done when it is opened', (_name, step) => {
    const { config, view } = parseLink(step.link);
    const opened = { ...initialState(), config, started: config, view: view === 'graph' ? ('graph' as const) : null, status: statusOf({ state: 'paused', config }) };
    for (const done of step.tasks) expect(done(seenOf(opened, null))).toBe(false);
  });

  it.each(LINK_LANGS)('has a text in %s: a claim, the tasks, a verdict with its source for every step', async (lang) => {
    const text = await read(id, lang);
    const first = await read(id, 'en');
    expect([...text.keys()]).toEqual(lesson.steps.map(({ number }) => number));
    for (const { number, tasks } of lesson.steps) {
      const { claims, verdicts, sources, recorded, goes, graphs, figures, words, tasks: written } = text.get(number) ?? nothing();
      expect({ number, claims, sources, verdicts: verdicts.length, tasks: written }).toEqual({ number, claims: 1, sources: 1, verdicts: 1, tasks: tasks.map((_, i) => i + 1) });
      expect(Object.keys(english.verdicts)).toContain(verdicts[0]);
      for (const figure of figures) expect(Object.keys(english.figures)).toContain(figure);
      for (const graph of graphs) expect(await loadGraph(id, graph)).toContain('node {');
      expect({ number, verdicts, recorded, goes, graphs, figures }).toEqual({ number, verdicts: first.get(number)?.verdicts, recorded: first.get(number)?.recorded, goes: first.get(number)?.goes, graphs: first.get(number)?.graphs, figures: first.get(number)?.figures });
      expect(words).not.toMatch(/undefined|\[object|\*\*/);
      if (lang === 'zh') expect(words).toMatch(/\p{Script=Han}/u);
    }
  });

  it('lights up controls that its text leads to, and no others', async () => {
    const text = await read(id, 'en');
    for (const { number, lit } of lesson.steps) {
      expect(new Set(lit).size, `step ${number}`).toBe(lit.length);
      for (const control of lit) expect(text.get(number)?.goes, `step ${number}`).toContain(control);
    }
  });
});
