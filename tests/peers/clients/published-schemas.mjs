// Checks values against the schemas that the original project publishes (npm @openclaw/gateway-protocol).
//   in:  {"name":"...","method":"health"}                              which schema a method's result has: "" where the package has none
//        {"name":"...","schema":"PresenceEntry","at":"[]","value":[]}  values at a path ("a.b[]", empty for the whole) against a definition ("Name/member/member")
//   out: {"name":"...","schema":"..."} and {"name":"...","deviations":["member: what is wrong"]}, a line for a line
import { createInterface } from 'node:readline';
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';

// The file, for what the package's modules do not export: every definition by its name.
const { definitions } = JSON.parse(readFileSync(new URL('../node_modules/@openclaw/gateway-protocol/protocol.schema.json', import.meta.url), 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false });
ajv.addSchema({ $id: 'published', definitions });

const compiled = new Map();
function validatorOf(schema) {
  if (!compiled.has(schema)) {
    const [name, ...members] = schema.split('/');
    if (!definitions[name]) throw new Error(`the package has no definition ${name}`);
    const pointer = [`published#/definitions/${name}`, ...members.map((member) => `properties/${member}`)].join('/');
    compiled.set(schema, ajv.compile({ $ref: pointer }));
  }
  return compiled.get(schema);
}

const pascal = (method) => method.replace(/(^|[^A-Za-z0-9])([a-z])/g, (_, __, letter) => letter.toUpperCase());
const resultOf = (method) => ['Result', 'Response', 'Snapshot'].map((suffix) => pascal(method) + suffix).find((name) => definitions[name]) ?? '';

/** The values at a path; none where a member on the way is absent. */
function valuesAt(value, path) {
  let values = [value];
  for (const step of path.match(/\[\]|[^.[\]]+/g) ?? []) {
    values = values.flatMap((one) => (step === '[]' ? one : one?.[step] === undefined ? [] : [one[step]]));
  }
  return values;
}

/** One line an error, the same for each element of an array: what an alternative would have wanted says nothing beside the fact that none fits. */
function described({ instancePath, keyword, params, message }) {
  const path = instancePath.slice(1).replace(/\/\d+(?=\/|$)/g, '[]').replaceAll('/', '.');
  const member = (name) => [path, name].filter(Boolean).join('.');
  if (keyword === 'additionalProperties') return `${member(params.additionalProperty)}: unknown`;
  if (keyword === 'required') return `${member(params.missingProperty)}: missing`;
  return `${path || '(all)'}: ${keyword === 'anyOf' || keyword === 'oneOf' ? 'fits no alternative' : message}`;
}

function deviations({ schema, at, value }) {
  const validate = validatorOf(schema);
  const found = new Set();
  for (const one of valuesAt(value, at ?? '')) {
    if (validate(one)) continue;
    const within = validate.errors.filter(({ schemaPath }) => !/\/(anyOf|oneOf)\/\d+\//.test(schemaPath));
    for (const error of within.length > 0 ? within : validate.errors) found.add(described(error));
  }
  return [...found];
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  const answer = question.method ? { schema: resultOf(question.method) } : { deviations: deviations(question) };
  process.stdout.write(`${JSON.stringify({ name: question.name, ...answer })}\n`);
}
