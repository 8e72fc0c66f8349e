/** The editor's look: the page's own colours, which reach into the shadow root as custom properties, in every theme. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const theme = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--card)', fontSize: '0.75rem', maxHeight: 'var(--editor-height, 26rem)', borderRadius: '6px' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.66', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '4px 0' },
  '.cm-line': { padding: '0 6px 0 4px', borderRadius: '4px 0 0 4px' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { boxShadow: 'inset 2px 0 var(--edge)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { background: 'color-mix(in srgb, var(--focus) 26%, transparent)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--well)', outline: '1px solid var(--edge)' },
  '.cm-gutters': { backgroundColor: 'var(--card)', color: 'var(--muted)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 4px 0 2px', minWidth: '1.4rem' },
  '.cm-epochs': { cursor: 'pointer' },
  '.cm-epochs .cm-gutterElement': { width: '1rem', textAlign: 'center', color: 'var(--soft)' },
  '.cm-epoch': { color: 'var(--ink)', fontWeight: '650' },
  '.cm-at': { color: 'var(--focus)', fontWeight: '650' },
  '.cm-counts .cm-gutterElement': { padding: '0 6px 0 4px', textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  '.cm-count-leaks': { color: 'var(--video-text)', fontWeight: '650', backgroundColor: 'var(--warm)', borderRadius: '0 4px 4px 0' },
  '.cm-count': { borderRadius: '0 4px 4px 0' },
  '.cm-heat-1': { backgroundColor: 'color-mix(in srgb, var(--well) 35%, transparent)' },
  '.cm-heat-2': { backgroundColor: 'color-mix(in srgb, var(--well) 60%, transparent)' },
  '.cm-heat-3': { backgroundColor: 'color-mix(in srgb, var(--well) 80%, transparent)' },
  '.cm-heat-4': { backgroundColor: 'var(--well)' },
  '.cm-leak': { backgroundColor: 'var(--warm)', boxShadow: 'inset 2px 0 color-mix(in srgb, var(--video) 60%, transparent)' },
  '.cm-leak-1': { backgroundColor: 'color-mix(in srgb, var(--warm) 55%, transparent)' },
  '.cm-leak-2': { backgroundColor: 'color-mix(in srgb, var(--warm) 75%, transparent)' },
  '.cm-step': { outline: '1.5px solid var(--focus)', outlineOffset: '-1.5px' },
  '.cm-wrong': { textDecoration: 'underline wavy var(--video-text) 1px', textUnderlineOffset: '3px' },
  '.cm-note': {
    color: 'var(--video-text)',
    backgroundColor: 'var(--warm)',
    padding: '3px 8px',
    margin: '2px 4px',
    borderRadius: '5px',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: 'var(--sans)',
  },
  '.cm-tooltip': { backgroundColor: 'var(--card)', color: 'var(--ink)', border: '1px solid var(--edge)', borderRadius: '8px', boxShadow: '0 4px 16px rgb(0 0 0 / 0.12)', zIndex: '20' },
  '.cm-value': { padding: '6px 10px', maxWidth: '26rem', fontFamily: 'var(--sans)', fontSize: '0.75rem', color: 'var(--soft)' },
  '.cm-value-head': { color: 'var(--ink)', fontFamily: 'var(--mono)' },
  '.cm-value pre': { margin: '4px 0', fontFamily: 'var(--mono)', color: 'var(--ink)', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

const highlight = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword, tags.bool, tags.null], color: 'var(--loss)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--cure-text)' },
  { tag: [tags.comment, tags.docComment], color: 'var(--muted)' },
]);

/** Theme and highlighting. */
export const look = [theme, syntaxHighlighting(highlight)];
