import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What the linter says of one file: the rule and its sentence. */
interface Complaint {
  readonly rule: string;
  readonly message: string;
}

const ROOT = path.join(import.meta.dirname, '../..');

/** Runs the house's own lint rules over these files, which exist only for that. By file: what was complained about. */
export function lint(files: Readonly<Record<string, string>>): ReadonlyMap<string, readonly Complaint[]> {
  const dir = mkdtempSync(path.join(tmpdir(), 'bursting-lint-'));
  try {
    for (const [name, text] of Object.entries({ ...files, 'biome.json': readFileSync(path.join(ROOT, 'biome.json'), 'utf8') })) {
      mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
      writeFileSync(path.join(dir, name), text);
    }
    const report = JSON.parse(biome(dir)) as { diagnostics: { category: string; message: string; location: { path: string } }[] };
    const found = new Map<string, Complaint[]>(Object.keys(files).map((name) => [name, []]));
    for (const { category, message, location } of report.diagnostics) found.get(location.path)?.push({ rule: category, message });
    return found;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The report, whether or not there is something in it: complaints make Biome exit with 1. */
function biome(cwd: string): string {
  const program = path.join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const options = ['lint', '--vcs-enabled=false', '--max-diagnostics=none', '--reporter=json', '.'];
  try {
    return execFileSync(process.execPath, [program, ...options], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    return String((error as { stdout?: string }).stdout);
  }
}
