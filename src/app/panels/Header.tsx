/** The header: mark, program picker, gallery, account, share, language, theme, help. */
import { CircleHelp, Moon, Presentation, Sun, SunMoon } from 'lucide-react';
import { ACCOUNTS, DEFAULTS, machineIn, PROGRAMS } from '../../protocol/config.ts';
import { THEMES } from '../../store/state.ts';
import { usePage, useSelect } from '../context.ts';
import { Select } from '../parts/Select.tsx';
import { useWords } from '../words/index.ts';

const THEME_ICONS = { auto: SunMoon, light: Sun, dark: Moon, projector: Presentation };

/** Three vessels that fill in step with those of the run: the page's mark. */
function Mark() {
  const bytes = useSelect((state) => state.status?.bytes);
  const { video, main } = useSelect((state) => state.config);
  const disk = bytes?.disk ?? 0;
  return (
    <svg className="mark" viewBox="0 0 22 20" width="22" height="20" aria-hidden>
      {(
        [
          ['video', (bytes?.video ?? 0) / video],
          ['main', (bytes?.main ?? 0) / main],
          ['disk', disk / Math.max(video, main, disk)],
        ] as const
      ).map(([tier, share], i) => {
        const height = 1.2 + 13.2 * Math.min(1, share);
        return (
          <g key={tier}>
            <rect x={1 + 7.3 * i} y="1.5" width="5.4" height="17" rx="1.8" className="mark-glass" />
            <rect x={2.3 + 7.3 * i} y={17.2 - height} width="2.8" height={height} rx="0.6" className={`mark-${tier}`} />
          </g>
        );
      })}
    </svg>
  );
}

/** The page's header. */
export function Header() {
  const { store, client, actions } = usePage();
  const words = useWords();
  const program = useSelect((state) => state.config.program);
  const account = useSelect((state) => state.config.account);
  const theme = useSelect((state) => state.theme);
  const lang = useSelect((state) => state.lang);
  const ThemeIcon = THEME_ICONS[theme];
  return (
    <header className="header">
      <h1>
        <Mark />
        {words.appName}
      </h1>
      <Select
        quiet
        label={words.program}
        options={PROGRAMS}
        name={(id) => words.programs[id]}
        value={program}
        onChange={(id) => {
          const { config } = store.getState();
          const { work, seed } = config;
          client.change({ ...DEFAULTS[id], account, work, seed, ...machineIn(config) });
        }}
      />
      <button type="button" className="button plain" onClick={() => actions.open('gallery')}>
        {words.gallery}
      </button>
      <button type="button" className="button plain" onClick={() => actions.setLesson('answer')}>
        {words.lesson}
      </button>
      <div className="header-end">
        <Select
          quiet
          lesson="account"
          label={words.account}
          options={ACCOUNTS}
          name={(id) => words.accounts[id]}
          value={account}
          onChange={(id) => client.change({ account: id })}
        />
        <button type="button" className="button" onClick={() => actions.open('share')}>
          {words.share}
        </button>
        <button
          type="button"
          className="button plain language"
          lang={lang === 'en' ? 'zh-Hans' : 'en'}
          title={words.switchLanguage}
          aria-label={words.switchLanguage}
          onClick={() => actions.setLang(lang === 'en' ? 'zh' : 'en')}
        >
          {words.otherLanguage}
        </button>
        <button
          type="button"
          className="icon"
          aria-label={words.themes[theme]}
          title={words.themes[theme]}
          onClick={() => actions.setTheme(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length])}
        >
          <ThemeIcon size={18} aria-hidden />
        </button>
        <button type="button" className="icon" aria-label={words.help} title={words.help} onClick={() => actions.open('help')}>
          <CircleHelp size={18} aria-hidden />
        </button>
      </div>
    </header>
  );
}
