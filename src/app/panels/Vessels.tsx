/** Where the graph's bytes live now: three vessels, heights in proportion to capacity, filled in proportion to use. */
import { useSelect } from '../context.ts';
import { useWords } from '../words/index.ts';
import { vesselHeights } from './vessel-heights.ts';

const TIERS = ['video', 'main', 'disk'] as const;

/** The vessels panel. */
export function Vessels() {
  const words = useWords();
  const bytes = useSelect((state) => state.status?.bytes ?? null);
  const video = useSelect((state) => state.config.video);
  const main = useSelect((state) => state.config.main);
  const account = useSelect((state) => state.config.account);
  const used = bytes ?? { video: 0, main: 0, disk: 0, held: 0 };
  const heights = vesselHeights({ video, main });
  const capacity = { video, main, disk: Math.max(main, video, used.disk) };
  return (
    <section className="card vessels" data-lesson="vessels" aria-labelledby="vessels-title">
      <div className="card-head">
        <h2 id="vessels-title">{words.vessels}</h2>
        <span className="quiet">
          <span className="tag">{words.tags.modelled}</span>
        </span>
      </div>
      <ul>
        {TIERS.map((tier) => {
          const held = tier === 'main' ? used.held : 0;
          const share = Math.min(1, used[tier] / capacity[tier]);
          const heldShare = Math.min(1 - share, held / capacity[tier]);
          return (
            <li key={tier} className={`vessel ${tier}${tier !== 'disk' && share > 0.999 ? ' full' : ''}`}>
              <div className="glass" style={{ height: `${heights[tier]}rem` }} aria-hidden>
                {held > 0 && <div className="held" style={{ height: `${heldShare * 100}%` }} />}
                <div className="liquid" style={{ height: used[tier] > 0 ? `max(3px, ${share * 100}%)` : '0' }} />
              </div>
              <strong>{words.tiers[tier]}</strong>
              <span>
                {tier === 'disk' ? (used.disk > 0 ? words.used(used.disk) : words.empty) : words.usedOf(used[tier], capacity[tier])}
              </span>
            </li>
          );
        })}
      </ul>
      <p className="note">{account === 'tensorflow' && used.held > 0 ? words.heldBand(used.held) : words.vesselsNote[account]}</p>
    </section>
  );
}
