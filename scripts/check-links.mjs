// Every file that a document names must exist: relative links and headings in them, and paths in
// back quotes that begin with a folder of the project. `node scripts/check-links.mjs`
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const listed = (...patterns) =>
  execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z', '--', ...patterns], { cwd: root })
    .toString().split('\0').filter(Boolean);

const documents = listed('*.md').filter((path) => existsSync(join(root, path)));
const tops = new Set(listed().map((path) => path.split('/')[0]));
// Made by a build or a run, so not there in a fresh checkout.
const made = /^(target|ui\/dist|ui\/node_modules|e2e\/(results|screenshots|node_modules)|\.data)(\/|$)/;

/** Heading → anchor, as the usual Git hosts make it. */
function anchor(heading) {
  return heading.trim().toLowerCase()
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-');
}

function anchors(path) {
  const found = new Map();
  const text = readFileSync(path, 'utf8').replace(/^```[\s\S]*?^```/gm, '');
  const result = new Set([...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map((m) => m[1]));
  for (const [, heading] of text.matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const name = anchor(heading);
    const times = found.get(name) ?? 0;
    found.set(name, times + 1);
    result.add(times === 0 ? name : `${name}-${times}`);
  }
  return result;
}

const wrong = [];
let checked = 0;

function checkLink(document, line, target) {
  // An address of the network, or of a page of the server: not asked for here.
  if (/^([a-z][a-z+.-]*:|\/)/i.test(target)) return;
  checked += 1;
  const [path, fragment] = decodeURI(target).split('#');
  const file = path === '' ? join(root, document) : normalize(join(root, dirname(document), path));
  if (relative(root, file).startsWith('..')) {
    wrong.push(`${document}:${line}: ${target} leads out of the project`);
  } else if (!existsSync(file)) {
    wrong.push(`${document}:${line}: ${target} does not exist`);
  } else if (fragment && file.endsWith('.md') && !anchors(file).has(fragment)) {
    wrong.push(`${document}:${line}: ${path || document} has no heading #${fragment}`);
  } else if (fragment && statSync(file).isDirectory()) {
    wrong.push(`${document}:${line}: ${target} is a folder, it has no headings`);
  }
}

function checkPath(document, line, text) {
  const path = text.replace(/:\d+(-\d+)?$/, '').replace(/\/$/, '');
  const isPath = /^[\p{L}\p{N}._/-]+$/u.test(path) && path.includes('/') && tops.has(path.split('/')[0]);
  // Capitals stand for a name to be put in: docs/adr/NNNN-NAME.md
  const isPattern = path.split('/').some((part) => /(^|-)(N{2,}|NAME|PATH|DIR|FILE|X{2,})(\b|-|\.)/.test(part));
  if (!isPath || isPattern || made.test(path)) return;
  checked += 1;
  if (!existsSync(join(root, path))) wrong.push(`${document}:${line}: ${text} does not exist`);
}

for (const document of documents) {
  let fenced = false;
  readFileSync(join(root, document), 'utf8').split('\n').forEach((text, index) => {
    if (/^\s*```/.test(text)) fenced = !fenced;
    if (fenced) return;
    const line = index + 1;
    const prose = text.replace(/`[^`]*`/g, '');
    for (const [, target] of prose.matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)) {
      checkLink(document, line, target);
    }
    for (const [, target] of prose.matchAll(/(?:src|href)="([^"]+)"/g)) checkLink(document, line, target);
    for (const [, code] of text.matchAll(/`([^`]+)`/g)) checkPath(document, line, code);
  });
}

for (const line of wrong) console.error(line);
console.log(`${checked} names in ${documents.length} documents checked, ${wrong.length} wrong`);
process.exitCode = wrong.length > 0 ? 1 : 0;
