/** A text in MDX, compiled ahead: a component that is given the parts it is written with. */
declare module '*.mdx' {
  import type { LessonText } from './index.ts';

  const text: LessonText;
  export default text;
}
