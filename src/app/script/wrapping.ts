/** Long lines go on below, a little further in than they begin: by classes, since the policy admits no style attributes. */
import { RangeSetBuilder } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin } from '@codemirror/view';
import type { DecorationSet, ViewUpdate } from '@codemirror/view';

/** Letters by which a line may begin further in, in twos; what is further in than that counts as this. */
const MOST = 24;
/** Letters that the rest is further in. */
const REST = 2;

const indents = Array.from({ length: MOST / 2 + 1 }, (_, half) => 2 * half);
const marks = indents.map((letters) => Decoration.line({ class: `cm-in-${letters}` }));
const theme = EditorView.theme(
  Object.fromEntries(indents.map((letters) => [`.cm-in-${letters}`, { paddingLeft: `calc(4px + ${letters + REST}ch)`, textIndent: `-${letters + REST}ch` }])),
);

function decorate({ state, visibleRanges }: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = state.doc.lineAt(at);
      builder.add(line.from, line.from, marks[Math.min(MOST, line.text.search(/\S|$/)) >> 1]);
      at = line.to + 1;
    }
  }
  return builder.finish();
}

const plugin = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }
    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = decorate(update.view);
    }
  },
  { decorations: ({ decorations }) => decorations },
);

export const wrapping: Extension = [EditorView.lineWrapping, plugin, theme];
