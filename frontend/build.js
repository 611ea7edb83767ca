// Compiles the style sheet and the script into ../src/oneplan/web/static/built, named by what is in them.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { extname, basename } from "node:path";
import { buildSync } from "esbuild";
import { compile } from "sass";

const built = new URL("../src/oneplan/web/static/built/", import.meta.url);
const here = new URL(".", import.meta.url).pathname;

function styles() {
  const { css } = compile(`${here}oneplan.scss`, {
    style: "compressed",
    loadPaths: [here],
    quietDeps: true,
  });
  return css;
}

function scripts() {
  const { outputFiles } = buildSync({
    entryPoints: [`${here}oneplan.js`],
    bundle: true,
    format: "esm",
    minify: true,
    write: false,
    legalComments: "inline",
    target: "es2020",
  });
  return outputFiles[0].text;
}

const files = { "oneplan.css": styles(), "oneplan.js": scripts(), "icon.svg": readFileSync(`${here}icon.svg`, "utf8") };
const manifest = {};

rmSync(built, { recursive: true, force: true });
mkdirSync(built, { recursive: true });
for (const [name, content] of Object.entries(files)) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  manifest[name] = `${basename(name, extname(name))}-${hash}${extname(name)}`;
  writeFileSync(new URL(manifest[name], built), content);
}
writeFileSync(new URL("manifest.json", built), JSON.stringify(manifest));
