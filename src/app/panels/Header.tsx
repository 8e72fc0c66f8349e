/** The header: mark, program picker, gallery, account, share, language, theme, help. */
import { CircleHelp, Moon, Presentation, Sun, SunMoon } from 'lucide-react';
import { ACCOUNTS, DEFAULTS, PROGRAMS } from '../../protocol/config.ts';
import { THEMES } from '../../store/state.ts';
import { usePage, useSelect } from '../context.ts';
import { Select } from '../parts/Select.tsx';
import { useWords } from '../words/index.ts';

const THEME_ICONS = { auto: SunMoon, light: Sun, dark: Moon, projector: Presentation };

/** Three vessels, the first full, the second filling: the page's mark. */
function Mark() {
  return (
    <svg className="mark" viewBox="0 0 22 20" width="22" height="20" aria-hidden>
      <rect x="1" y="1.5" width="5.4" height="17" rx="1.8" className="mark-glass" />
      <rect x="8.3" y="1.5" width="5.4" height="17" rx="1.8" className="mark-glass" />
      <rect x="15.6" y="1.5" width="5.4" height="17" rx="1.8" className="mark-glass" />
      <rect x="2.3" y="2.8" width="2.8" height="14.4" rx="0.8" className="mark-video" />
      <rect x="9.6" y="9" width="2.8" height="8.2" rx="0.8" className="mark-main" />
      <rect x="16.9" y="14.6" width="2.8" height="2.6" rx="0.8" className="mark-disk" />
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
          const { work, seed, machine, video, main } = store.getState().config;
          client.change({ ...DEFAULTS[id], account, work, seed, machine, video, main });
        }}
      />
      <button type="button" className="button plain" onClick={() => actions.open('gallery')}>
        {words.gallery}
      </button>
      <button type="button" className="button plain" onClick={() => actions.setLesson('answer')}>
        {words.lesson}
      </button>
      <span className="space" />
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
    </header>
  );
}
