/** A patch in the colour and pattern of a meaning, as in the charts. Decoration: the label beside it carries the meaning. */
import { HATCHES, TILE } from '../../charts/pen.ts';
import { LOOKS, type Meaning } from '../../charts/palette.ts';

export function Swatch({ meaning }: { meaning: Meaning | null }) {
  if (meaning === null) return <span className="chart-swatch" />;
  const { token, hatch, opacity } = LOOKS[meaning];
  const line = meaning === 'measured' || meaning === 'accuracy' || meaning === 'lossLine';
  return (
    <svg className="chart-swatch" viewBox={`0 0 ${TILE} ${TILE}`} aria-hidden="true">
      {line ? (
        <line
          x1="0"
          x2={TILE}
          y1={TILE / 2}
          y2={TILE / 2}
          stroke={`var(--${token})`}
          strokeWidth="1.6"
          strokeDasharray={meaning === 'accuracy' ? '2.6 1.6' : undefined}
        />
      ) : (
        <rect width={TILE} height={TILE} rx="1" fill={`var(--${token})`} opacity={opacity} />
      )}
      {!line &&
        hatch !== 'none' &&
        HATCHES[hatch].map(([x1, y1, x2, y2], i) => (
          <line
            key={i}
            x1={x1}
            y1={y1}
            x2={x2}
            y2={y2}
            stroke="var(--card)"
            strokeWidth={x1 === x2 && y1 === y2 ? 1.6 : 0.9}
            strokeLinecap="round"
            opacity="0.6"
          />
        ))}
    </svg>
  );
}
