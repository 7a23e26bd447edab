// Writes the style sheet and the scripts into the package, where they are committed.
import { build } from "esbuild";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const out = join(here, "../goldenthread/core/static/core");
mkdirSync(out, { recursive: true });

const { css } = compile(join(here, "src/app.scss"), { loadPaths: [modules], quietDeps: true, style: "compressed" });
writeFileSync(join(out, "app.css"), css + "\n");

await build({
  entryPoints: [join(here, "src/app.js")],
  outfile: join(out, "app.js"),
  bundle: true,
  format: "esm",
  legalComments: "inline",
  logLevel: "warning",
  minify: true,
  target: "es2020",
});

copyFileSync(join(modules, "htmx.org/dist/htmx.min.js"), join(out, "htmx.js"));
copyFileSync(join(here, "src/mark.svg"), join(out, "mark.svg"));

const licences = ["govuk-frontend", "htmx.org"].map((name) => {
  const { version, license } = JSON.parse(readFileSync(join(modules, name, "package.json")));
  return `${name} ${version}, ${license}`;
});
writeFileSync(join(out, "CONTAINS.txt"), `app.css, app.js and htmx.js contain:\n${licences.join("\n")}\n`);
