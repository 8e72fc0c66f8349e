/** The lessons: every folder in all/ with a lesson.ts and a text a language, en.mdx and zh.mdx. Each is loaded when it is opened. */
import type { ComponentType } from 'react';
import { lessonOf } from './lesson.ts';
import type { Lang, Lesson, LessonFile } from './lesson.ts';

export type LessonText = ComponentType<{ components: Readonly<Record<string, ComponentType<never>>> }>;

const files = import.meta.glob<LessonFile>('./all/*/lesson.ts', { import: 'default' });
const texts = import.meta.glob<LessonText>('./all/*/*.mdx', { import: 'default' });
/** Graphs that a lesson opens: GraphDefs as text, recorded with real TensorFlow by the lesson's record.py. */
const graphs = import.meta.glob<string>('./all/*/recorded/*.pbtxt', { query: '?raw', import: 'default' });

/** Ids of all lessons. */
export const LESSON_IDS: readonly string[] = Object.keys(files).map((path) => path.split('/')[2]);

/** A lesson, or null if there is none of this id. */
export async function loadLesson(id: string): Promise<Lesson | null> {
  const load = own(files, `./all/${id}/lesson.ts`);
  return load === null ? null : lessonOf(id, await load());
}

/** The text of a lesson in a language; English where that is missing. */
export async function loadText(id: string, lang: Lang): Promise<LessonText> {
  const load = own(texts, `./all/${id}/${lang}.mdx`) ?? own(texts, `./all/${id}/en.mdx`);
  if (load === null) throw new Error(`internal: the lesson ${id} has no text`);
  return load();
}

/** A recorded graph of a lesson, as text. */
export async function loadGraph(id: string, name: string): Promise<string> {
  const load = own(graphs, `./all/${id}/recorded/${name}.pbtxt`);
  if (load === null) throw new Error(`internal: the lesson ${id} has no graph ${name}`);
  return load();
}

/** Fetches everything of every lesson, so that they open without a network. */
export function preloadLessons(): Promise<unknown> {
  return Promise.all([files, texts, graphs].flatMap((table) => Object.values<() => Promise<unknown>>(table).map((load) => load())));
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | null {
  return Object.hasOwn(table, key) ? table[key] : null;
}
