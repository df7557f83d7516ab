// Reads lines "schema<TAB>json" on stdin and writes one character a line of input: 1 valid, 0 invalid.
// usage: node ajv-verdicts.mjs <peers folder> <schema folder>
import { createRequire } from "node:module";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { createInterface } from "node:readline";

const [peers, root] = process.argv.slice(2);
const Ajv = createRequire(join(peers, "package.json"))("ajv/dist/2020").default;
const ajv = new Ajv({ strict: true, allowUnionTypes: true, validateFormats: false });
ajv.addKeyword("x-keepNull");

const base = "https://schema.invalid/";
for (const file of readdirSync(root, { recursive: true }).filter((name) => name.endsWith(".json"))) {
  const path = relative(root, join(root, file)).split(sep).join("/");
  ajv.addSchema(JSON.parse(readFileSync(join(root, file), "utf8")), base + path);
}

const verdicts = [];
for await (const line of createInterface({ input: process.stdin })) {
  const tab = line.indexOf("\t");
  const validate = ajv.getSchema(`${base}${line.slice(0, tab)}.json`);
  verdicts.push(validate(JSON.parse(line.slice(tab + 1))) ? "1" : "0");
}
process.stdout.write(verdicts.join(""));
