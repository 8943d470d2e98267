// The first page's script stays below 200 kB compressed, before charts: what index.html loads and the chunks that those import at once.
import { readFileSync, readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";

const limit = 200_000;
const dist = new URL("../dist/", import.meta.url);
const size = file => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
const html = readFileSync(new URL("index.html", dist), "utf8");

const first = new Set();
const add = file => {
  if (first.has(file)) return;
  first.add(file);
  for (const [, other] of readFileSync(new URL(file, dist), "utf8").matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) add(`assets/${other}`);
};
for (const [, file] of html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)) add(file);
// The overview is the first page after signing in.
for (const file of readdirSync(new URL("assets/", dist))) if (/^Overview-.*\.js$/.test(file)) add(`assets/${file}`);

const total = [...first].reduce((sum, file) => sum + size(file), 0);
for (const file of [...first].sort((a, b) => size(b) - size(a))) console.log(`${String(size(file)).padStart(8)}  ${file}`);
console.log(`${String(total).padStart(8)}  first page's script, gzip (limit ${limit})`);
for (const file of readdirSync(new URL("assets/", dist)).filter(one => one.endsWith(".js") && !first.has(`assets/${one}`))) console.log(`${String(size(`assets/${file}`)).padStart(8)}  later: ${file}`);
for (const file of readdirSync(new URL("assets/", dist)).filter(one => one.endsWith(".css"))) console.log(`${String(size(`assets/${file}`)).padStart(8)}  ${file}`);
if (total > limit) {
  console.error(`The first page's script is ${total} bytes compressed; ${limit} is the limit.`);
  process.exit(1);
}
