// Reads a JSON array of texts on stdin, parses each with npm's json5, and prints an array of {ok, value}.
// Numbers that JSON cannot carry travel as {"$number": "NaN"}; -0 as well, so that signs are compared too. Strings with
// half a surrogate pair, which C#'s reader of the answer would refuse, travel as {"$units": [codes]}.
const { createRequire } = require('node:module');
const { readFileSync } = require('node:fs');
const JSON5 = createRequire(process.argv[2] + '/')('json5');

const encode = value => {
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0) ? value : { $number: Object.is(value, -0) ? '-0' : String(value) };
  }
  if (typeof value === 'string' && !value.isWellFormed()) {
    return { $units: Array.from({ length: value.length }, (_, i) => value.charCodeAt(i)) };
  }
  if (Array.isArray(value)) return value.map(encode);
  if (value && typeof value === 'object') {
    // An array of pairs keeps the keys apart from "$number" and their order out of the comparison.
    return { $object: Object.entries(value).map(([key, item]) => [key, item]).sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)).map(pair => pair.map(encode)) };
  }
  return value;
};

const results = JSON.parse(readFileSync(0, 'utf8')).map(text => {
  try { return { ok: true, value: encode(JSON5.parse(text)) }; } catch { return { ok: false }; }
});
process.stdout.write(JSON.stringify(results));
