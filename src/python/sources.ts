/** The Python modules of modules/ as texts, by the names they are imported by. */
const files = import.meta.glob<string>('./modules/**/*.py', { query: '?raw', import: 'default', eager: true });

function sources(): { modules: Record<string, string>; packages: string[] } {
  const modules: Record<string, string> = {};
  const packages: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    const parts = path.replace(/^\.\/modules\//, '').replace(/\.py$/, '').split('/');
    if (parts.at(-1) === '__init__') {
      parts.pop();
      packages.push(parts.join('.'));
    }
    modules[parts.join('.')] = text;
  }
  return { modules, packages };
}

export const SOURCES = sources();
