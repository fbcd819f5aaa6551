// Bundle each widget's entry (src/NAME.js, src/NAME.css) into ganlab/static, with the licences of the packages that
// ended up in them; the same source gives the same bytes.
import { build } from "esbuild";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";

const here = dirname(fileURLToPath(import.meta.url));
const outdir = process.argv[2] ?? join(here, "..", "ganlab", "static");
// the last is the page that a run is saved as
const WIDGETS = ["stepper", "latent", "monitor", "lab", "section", "ensemble", "document"];
const packages = new Set(); // whose code is in a bundle, such as "d3-array"

for (const name of WIDGETS) {
  const { metafile } = await build({
    absWorkingDir: here,
    entryPoints: [`src/${name}.js`, `src/${name}.css`],
    outdir,
    bundle: true,
    format: "esm",
    target: ["es2022"],
    charset: "utf8",
    legalComments: "inline",
    logLevel: "warning",
    metafile: true,
  });
  for (const file of Object.keys(metafile.inputs)) {
    const found = file.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/);
    if (found) packages.add(found[1]);
  }
}

function licence(name) {
  const folder = join(here, "node_modules", name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} is bundled and has no licence file`);
  const text = readFileSync(join(folder, file), "utf8").replace(/\r\n/g, "\n").trim();
  return `${name} ${about.version} (${about.license})\n\n${text}\n`;
}

writeFileSync(join(outdir, "bundled.LICENSE.txt"),
  `The JavaScript in this folder contains code of these packages.\n\n${"=".repeat(78)}\n\n`
  + [...packages].sort().map(licence).join(`\n${"=".repeat(78)}\n\n`));
