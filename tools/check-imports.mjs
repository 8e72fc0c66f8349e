// Checks the directions of imports in src/ against tools/layers.json, and that no files import each other in a circle.
// Every way of naming another module counts: import, export from, import(), import type, new URL(…, import.meta.url),
// import.meta.glob, require. Packages are not followed.
import { readFileSync, realpathSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';
import { filesOf, ROOT } from './lib/project.mjs';

const CODE = /\.[cm]?[jt]sx?$/;
const TEST = /\.test\.[cm]?[jt]sx?$/;

const isMeta = (node, property) => node?.type === 'MemberExpression' && node.object.type === 'MetaProperty' && node.property.name === property;

/** The text of a string or of a template without holes; null for what only a run would tell. */
function textOf(node) {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0].value.cooked;
  return null;
}

/** How one syntax node names modules, and the nodes that hold their names; undefined if it names none. */
function referenceOf(node) {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return node.source ? { how: 'import', nodes: [node.source] } : undefined;
    case 'ImportExpression': return { how: 'import', nodes: [node.source] };
    case 'TSImportType': return { how: 'import', nodes: [node.source ?? node.argument] };
    case 'TSExternalModuleReference': return { how: 'import', nodes: [node.expression] };
    case 'NewExpression':
      return node.callee.name === 'URL' && isMeta(node.arguments[1], 'url') ? { how: 'url', nodes: [node.arguments[0]] } : undefined;
    case 'CallExpression': {
      if (node.callee.type === 'Identifier' && node.callee.name === 'require') return { how: 'import', nodes: [node.arguments[0]] };
      if (!isMeta(node.callee, 'glob')) return undefined;
      const patterns = node.arguments[0];
      return { how: 'glob', nodes: patterns?.type === 'ArrayExpression' ? patterns.elements : [patterns] };
    }
    default: return undefined;
  }
}

/**
 * All modules that a source names.
 * @returns {{ how: 'import' | 'url' | 'glob', specifier: string | null }[]} specifier null where it is computed
 */
export function referencesIn(path, source) {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path}: does not parse: ${errors[0].message}`);
  const found = [];
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (node === null || typeof node !== 'object') return undefined;
    if (typeof node.type === 'string') {
      const reference = referenceOf(node);
      if (reference) found.push(...reference.nodes.map((text) => ({ how: reference.how, specifier: textOf(text) })));
    }
    return Object.values(node).forEach(visit);
  };
  visit(program.body);
  return found;
}

/** A glob as Vite understands it (`*`, `**`, `{a,b}`), as an expression over whole paths. */
function globExpression(pattern) {
  const text = pattern.replace(/\*\*\/|\*\*|\*|\?|\{[^}]*\}|[.+^$()|[\]\\]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.startsWith('{')) return `(?:${part.slice(1, -1).split(',').map((choice) => choice.replace(/[.+^$()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')).join('|')})`;
    return `\\${part}`;
  });
  return new RegExp(`^${text}$`);
}

/** Paths, relative to the root, that a reference of `path` leads to; none for packages. A glob leads to the files it matches. */
function targetsOf(path, { how, specifier }, files) {
  const negated = how === 'glob' && specifier.startsWith('!');
  const bare = specifier.replace(/[?#].*$/, '');
  if (negated || !/^(\.{1,2}(\/|$)|\/)/.test(bare)) return [];
  const target = bare.startsWith('/') ? bare.slice(1) : posix.join(posix.dirname(path), bare);
  if (how === 'glob') {
    const expression = globExpression(target);
    const matched = [...files.keys()].filter((file) => expression.test(file) && file !== path);
    return matched.length > 0 ? matched : [target.replace(/[*{].*$/, '')];
  }
  return [[target, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`].find((file) => files.has(file)) ?? target];
}

/** 'src/app/x.tsx' -> 'app'; 'src/main.tsx' -> 'main'; undefined outside src or for other files directly in it. */
function layerOf(path, layers) {
  const [top, second, ...rest] = path.split('/');
  if (top !== 'src' || second === undefined) return undefined;
  const name = rest.length > 0 || path.endsWith('/') ? second : second.replace(/\.tsx?$/, '');
  if (rest.length === 0 && name !== 'main' && !path.endsWith('/')) return undefined;
  return Object.hasOwn(layers, name) ? name : undefined;
}

/** Groups of files that reach each other (Tarjan's strongly connected components), each sorted. */
function circlesIn(edges) {
  const order = new Map();
  const low = new Map();
  const stack = [];
  const open = new Set();
  const circles = [];
  const visit = (file) => {
    order.set(file, order.size);
    low.set(file, order.get(file));
    stack.push(file);
    open.add(file);
    for (const next of edges.get(file)) {
      if (!edges.has(next)) continue;
      if (!order.has(next)) visit(next);
      if (open.has(next)) low.set(file, Math.min(low.get(file), low.get(next)));
    }
    if (low.get(file) !== order.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    group.forEach((member) => open.delete(member));
    if (group.length > 1 || edges.get(file).has(file)) circles.push(group.sort());
  };
  for (const file of edges.keys()) if (!order.has(file)) visit(file);
  return circles;
}

/** Why an import from `path` to `target` is not allowed, or null. */
function objection(path, target, how, rules) {
  const from = layerOf(path, rules.layers);
  const to = layerOf(target, rules.layers);
  const strict = rules.strictFiles.find((rule) => path.startsWith(rule.in) && !rule.except.includes(path.slice(path.lastIndexOf('/') + 1)) && !TEST.test(path));
  if (strict && !strict.imports.some((allowed) => (allowed.endsWith('/') ? target.startsWith(allowed) : target === allowed))) {
    return `may import only ${strict.imports.join(', ')}: ${strict.why}`;
  }
  if (to === undefined) return target.startsWith('src/') ? 'lies in no layer of tools/layers.json' : 'lies outside src';
  if (from === to) return null;
  const { imports, starts = [] } = rules.layers[from];
  if (imports.includes(to) || (how === 'url' && starts.includes(to))) return null;
  const allowed = [imports.join(', ') || 'nothing', ...(starts.length > 0 ? [`(by URL) ${starts.join(', ')}`] : [])].join(' ');
  return `${from} may import ${allowed}`;
}

/**
 * @param {Map<string, string>} files path relative to the root ('src/…') -> text, of all files below src
 * @param {object} rules tools/layers.json
 * @returns {string[]} one line for each violation; empty if all is well
 */
export function checkImports(files, rules) {
  const problems = [];
  const edges = new Map();
  for (const [path, source] of files) {
    if (layerOf(path, rules.layers) === undefined) {
      if (!path.endsWith('.d.ts')) problems.push(`${path}: lies in no layer; tools/layers.json knows ${Object.keys(rules.layers).join(', ')}`);
      continue;
    }
    if (!CODE.test(path) || path.endsWith('.as.ts')) continue; // AssemblyScript is another language, and imports only its like
    const targets = new Set();
    for (const reference of referencesIn(path, source)) {
      if (reference.specifier === null) {
        problems.push(`${path}: names a module by a computed ${reference.how}; expected a literal text, so that it can be checked`);
        continue;
      }
      const found = targetsOf(path, reference, files);
      if (found.length === 0 && reference.how === 'import' && !TEST.test(path) && rules.noPackages.includes(layerOf(path, rules.layers))) {
        problems.push(`${path}: imports the package ${reference.specifier}; ${layerOf(path, rules.layers)} uses none`);
      }
      for (const target of found) {
        const why = objection(path, target, reference.how, rules);
        if (why) problems.push(`${path}: imports ${target}; ${why}`);
        targets.add(target);
      }
    }
    edges.set(path, targets);
  }
  const circles = circlesIn(edges).map((circle) => circle.join(' '));
  const debts = rules.cycleDebts.map((circle) => [...circle].sort().join(' '));
  for (const circle of circles) if (!debts.includes(circle)) problems.push(`import in a circle: ${circle}`);
  for (const debt of debts) if (!circles.includes(debt)) problems.push(`tools/layers.json: cycleDebts lists a circle that is gone: ${debt}`);
  return problems;
}

if (process.argv[1] && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) {
  const files = new Map(filesOf('src').map((path) => [path, CODE.test(path) ? readFileSync(join(ROOT, path), 'utf8') : '']));
  const problems = checkImports(files, JSON.parse(readFileSync(join(ROOT, 'tools/layers.json'), 'utf8')));
  for (const problem of problems) console.error(problem);
  console.log(`${files.size} files, ${problems.length} violations`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
