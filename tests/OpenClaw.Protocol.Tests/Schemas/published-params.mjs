// Writes lines "method<TAB>json": params that the published protocol package, an independent implementation of protocol 4, accepts.
// usage: node published-params.mjs <peers folder> <method>...
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [peers, ...methods] = process.argv.slice(2);
const folder = join(peers, "node_modules", "@openclaw", "gateway-protocol");
const published = await import(pathToFileURL(join(folder, "dist", "index.mjs")));
const { definitions } = JSON.parse(readFileSync(join(folder, "protocol.schema.json"), "utf8"));

const pascal = (name) => name.replace(/(^|[^A-Za-z0-9])([a-z])/g, (_, __, letter) => letter.toUpperCase());
const follow = (schema) => (schema.$ref ? follow(definitions[schema.$ref.split("/").pop()]) : schema);

/** Values that conform to a schema: its smallest, its largest, and one for each of its alternatives and optional parts. */
function* samples(schema, depth = 0) {
  schema = follow(schema);
  if (schema.const !== undefined) return yield schema.const;
  if (schema.enum) return yield* schema.enum;
  for (const alternatives of [schema.anyOf, schema.oneOf]) {
    if (alternatives) {
      for (const alternative of alternatives) yield* samples(alternative, depth);
      return;
    }
  }
  switch (schema.type) {
    case "string":
      yield "a".repeat(Math.max(1, schema.minLength ?? 1));
      if (schema.maxLength) yield "z".repeat(Math.min(schema.maxLength, 20000));
      return;
    case "integer":
    case "number":
      yield schema.minimum ?? 1;
      yield Math.min(schema.maximum ?? 1_000_000, Number.MAX_SAFE_INTEGER);
      return;
    case "boolean":
      return yield* [true, false];
    case "null":
      return yield null;
    case "array": {
      const items = depth < 3 ? [...samples(schema.items ?? {}, depth + 1)] : [];
      if (!schema.minItems) yield [];
      for (const item of items) yield Array(Math.max(1, schema.minItems ?? 1)).fill(item);
      return;
    }
    case "object": {
      const properties = Object.entries(schema.properties ?? {});
      const required = new Set(schema.required ?? []);
      const first = (part) => samples(part, depth + 1).next().value;
      const smallest = Object.fromEntries(properties.filter(([name]) => required.has(name)).map(([name, part]) => [name, first(part)]));
      yield smallest;
      if (depth < 3) for (const [name, part] of properties) for (const value of samples(part, depth + 1)) yield { ...smallest, [name]: value };
      return;
    }
    default:
      return yield* ["any", 1, { any: true }];
  }
}

for (const method of methods) {
  const name = method === "agent.identity.get" ? "AgentIdentityParams" : `${pascal(method)}Params`;
  const validate = published[`validate${name}`];
  if (!definitions[name] || !validate) continue;
  for (const sample of samples(definitions[name])) {
    if (validate(sample)) console.log(`${method}\t${JSON.stringify(sample)}`);
  }
}
