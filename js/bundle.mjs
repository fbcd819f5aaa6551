// Bundle each widget's entry (src/NAME.js, src/NAME.css) into ganlab/static; the same source gives the same bytes.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";

const here = dirname(fileURLToPath(import.meta.url));
const WIDGETS = ["stepper", "latent", "monitor", "section", "document"]; // the latter is the page that a run is saved as

for (const name of WIDGETS) {
  await build({
    absWorkingDir: here,
    entryPoints: [`src/${name}.js`, `src/${name}.css`],
    outdir: process.argv[2] ?? join(here, "..", "ganlab", "static"),
    bundle: true,
    format: "esm",
    target: ["es2022"],
    charset: "utf8",
    legalComments: "inline",
    logLevel: "warning",
  });
}
