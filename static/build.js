// Builds static/dist from static/src and the npm packages. Run with: npm run build
import { build } from "esbuild";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src");
const target = join(here, "dist");
const icons = join(here, "..", "node_modules", "@tabler", "icons", "icons", "outline");

function sprite() {
  const names = JSON.parse(readFileSync(join(source, "icons.json"), "utf8"));
  const symbols = names.map((name) => {
    const shapes = readFileSync(join(icons, `${name}.svg`), "utf8")
      .replace(/^[\s\S]*?<svg[^>]*>/, "")
      .replace("</svg>", "")
      .replace(/<path stroke="none"[^>]*\/>/, "")
      .replace(/\s+/g, " ");
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`;
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
await build({
  entryPoints: {
    portal: join(source, "css", "portal.css"),
    print: join(source, "css", "print.css"),
    "theme/portaal": join(source, "theme", "tokens.css"),
    main: join(source, "js", "main.js"),
  },
  outdir: target,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2020", "chrome109", "firefox109", "safari16"],
  loader: { ".woff2": "file", ".svg": "file" },
  assetNames: "fonts/[name]",
  legalComments: "none",
});
writeFileSync(join(target, "icons.svg"), sprite());
cpSync(join(source, "images"), join(target, "images"), { recursive: true });
