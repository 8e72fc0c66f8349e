/** Where the graph's bytes live now: three vessels, heights in proportion to capacity, filled in proportion to use. */
import { useSelect } from '../context.ts';
import { useWords } from '../words/index.ts';
import { vesselHeights } from './vessel-heights.ts';

const TIERS = ['video', 'main', 'disk'] as const;
/** What is not nothing stands at least so high that it is seen, in rem. */
const LEAST = 0.19;
/** At speeds of more epochs a second, the next height is to come before a movement to this one would end. */
const QUICK = 5;

/** Moved and not made higher: a movement to a height that is given in two units, ended half-way by the next, makes ever longer expressions. */
const upTo = (share: number): { transform: string } => ({ transform: `translateY(${(1 - share) * 100}%)` });

/** The vessels panel. */
export function Vessels() {
  const words = useWords();
  const bytes = useSelect((state) => state.status?.bytes ?? null);
  const video = useSelect((state) => state.config.video);
  const main = useSelect((state) => state.config.main);
  const account = useSelect((state) => state.config.account);
  const quick = useSelect((state) => state.playing && state.speed > QUICK);
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
          const stands = used[tier] > 0 ? Math.max(LEAST / heights[tier], share) : 0;
          const heldStands = Math.min(1, stands + held / capacity[tier]);
          return (
            <li key={tier} className={`vessel ${tier}${tier !== 'disk' && share > 0.999 ? ' full' : ''}`}>
              <div className="glass" style={{ height: `${heights[tier]}rem` }} aria-hidden>
                <div className={quick ? 'hollow quick' : 'hollow'}>
                  {held > 0 && <div className="held" style={upTo(heldStands)} />}
                  <div className="liquid" style={upTo(stands)} />
                </div>
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
