import { describe, expect, it } from 'vitest';
import { escapeXml, SvgPen } from './svg-pen.ts';
import { lineTrace } from './trace.ts';

describe('the SVG pen', () => {
  it('escapes text, titles and colours, and drops what XML cannot hold', () => {
    const pen = new SvgPen();
    pen.text('<b> & "q" \u0000', 1, 2, { size: 10, color: '"/><script>' });
    const svg = pen.finish(10, 10, '</title><script>alert(1)</script>', "it's");
    expect(svg).not.toContain('<script>');
    expect(svg).not.toContain('\u0000');
    expect(svg).toContain('&lt;b&gt; &amp; &quot;q&quot; ');
    expect(escapeXml("'")).toBe('&#39;');
  });

  it('writes shapes, patterns and clips as one document', () => {
    const pen = new SvgPen();
    const shape = lineTrace(2, (i) => i + 1, (i) => 2 * i + 2);
    pen.clip(0, 0, 10, 10, () => pen.shape(shape, { stroke: '#123456', dash: [2, 3] }));
    pen.rect(0, 0, 5, 5, { fill: '#abcdef', hatch: 'rising', hatchColor: '#ffffff' });
    pen.shift(3, 4, () => pen.circle(1, 1, 2, { fill: 'red' }));
    expect(pen.finish(20, 10, 'T', 'D')).toMatchInlineSnapshot(`
      "<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10" viewBox="0 0 20 10" role="img" font-family="&quot;Inter Variable&quot;, Inter, system-ui, -apple-system, &quot;Segoe UI&quot;, &quot;Noto Sans CJK SC&quot;, &quot;PingFang SC&quot;, &quot;Microsoft YaHei&quot;, sans-serif">
      <title>T</title><desc>D</desc>
      <defs><clipPath id="clip1"><rect x="0" y="0" width="10" height="10"/></clipPath><pattern id="hatch1" width="7" height="7" patternUnits="userSpaceOnUse"><path d="M-1,1L1,-1" stroke="#ffffff" stroke-width="0.9"/><path d="M-1,8L8,-1" stroke="#ffffff" stroke-width="0.9"/><path d="M6,8L8,6" stroke="#ffffff" stroke-width="0.9"/></pattern></defs>
      <g clip-path="url(#clip1)">
      <path d="M1,2L2,4" fill="none" stroke="#123456" stroke-width="1" stroke-linejoin="round" stroke-dasharray="2 3"/>
      </g>
      <rect x="0" y="0" width="5" height="5" fill="#abcdef"/>
      <rect x="0" y="0" width="5" height="5" fill="url(#hatch1)" opacity="0.3"/>
      <g transform="translate(3,4)">
      <circle cx="1" cy="1" r="2" fill="red"/>
      </g>
      </svg>"
    `);
  });

  it('never writes NaN or infinities', () => {
    const pen = new SvgPen();
    pen.line(Number.NaN, Infinity, -0.0001, 1, { stroke: 'red' });
    expect(pen.finish(1, 1, '', '')).toContain('M0,0L0,1');
  });
});
