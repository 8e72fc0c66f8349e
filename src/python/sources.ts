/** The Python modules of modules/ as texts, and how an interpreter is made ready with them. */
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

const SOURCES = sources();

/** Python text that host.ts runs before it takes a snapshot. */
export const PREPARE = `
import sys, importlib.abc, importlib.machinery
class _Sources(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self, is_package=name in SOURCES['packages']) if name in SOURCES['modules'] else None
    def create_module(self, spec):
        return None
    def exec_module(self, module):
        exec(compile(SOURCES['modules'][module.__name__], module.__name__ + '.py', 'exec'), module.__dict__)
SOURCES = ${JSON.stringify(SOURCES)}
sys.meta_path.insert(0, _Sources())
import _start
`;
