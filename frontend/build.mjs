// Bundles the component into one classic script, its style sheet inside, for the package to serve.
// `node build.mjs FILE` writes it somewhere else: the check that the committed file is current compares the two.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const minifiedText = {
  name: "minified style sheets as text",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

await build({
  absWorkingDir: here("."),
  entryPoints: ["src/main.ts"],
  outfile: process.argv[2] ?? here("../timeline_api/web/static/event-timeline.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  banner: {
    js: "/* event-timeline, Apache-2.0; with d3-axis, d3-scale, d3-selection and d3-zoom, ISC (c) Mike Bostock */",
  },
  plugins: [minifiedText],
});
