// Adds up the counters of all .trx files in a folder and prints the one closing line that CI reads.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
let passed = 0, failed = 0, skipped = 0, files = 0;
for (const file of readdirSync(folder).filter(name => name.endsWith('.trx'))) {
  files++;
  const text = readFileSync(join(folder, file), 'utf8');
  const counters = text.match(/<Counters ([^>]*)\/?>/)?.[1];
  if (!counters) { console.error(`${file}: no counters; the run was cut short`); failed++; continue; }
  const count = name => Number(counters.match(new RegExp(`\\b${name}="(\\d+)"`))?.[1] ?? 0);
  passed += count('passed');
  skipped += count('total') - count('executed');
  failed += count('executed') - count('passed');
}
if (files === 0) { console.error(`no test results in ${folder}`); failed++; }
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exit(failed ? 1 : 0);
