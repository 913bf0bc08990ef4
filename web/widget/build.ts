/**
 * Builds the widget into dist/:
 *
 * - `chat-[language]-[hash].js`, what the chat says in each language but English, an ES module;
 * - `chat-[hash].js`, the chat, an ES module, and whatever it imports in turn; it knows the languages' file names;
 * - `visit-[hash].js`, which counts what the visitor does where a dialogue waits for it, an ES module;
 * - `frontdesk.js`, the loader, one classic script that customers' pages name, which knows the names of these two;
 * - `launcher.json`, from which the server hands a page what the launcher says in its language, and `launcher.js`, an
 *   expression for the loader's settings where the visitor has to agree before a page may ask for it;
 * - `manifest.json`, which tells the server and `cargo xtask bench size` what belongs to what.
 *
 * What is named by others goes first, because its hashed name is compiled into them.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, type InlineConfig, type Rollup } from "vite";
import { launcherLanguages } from "./src/languages/launcher.ts";

const root = fileURLToPath(new URL(".", import.meta.url));
const dist = `${root}dist`;

const shared: InlineConfig = {
  root,
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
};

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

const languages = Object.keys(launcherLanguages);
const tables = await modules(
  Object.fromEntries(languages.map((name) => [`chat-${name}`, `${root}src/languages/${name}.ts`])),
);
const files = Object.fromEntries(tables.map(({ name, fileName }) => [name.replace("chat-", ""), fileName]));
const chatChunks = await modules(
  { chat: `${root}src/chat/main.tsx` },
  { __LANGUAGE_FILES__: JSON.stringify(files) },
);
const chat = chatChunks.find((chunk) => chunk.isEntry);
if (!chat) throw new Error("the chat was built without an entry");

const [visit] = await modules({ visit: `${root}src/loader/visit.ts` });
if (!visit) throw new Error("what counts visits was not built");

const loader = await bundle({
  ...shared,
  define: {
    __CHAT_CHUNK__: JSON.stringify(chat.fileName),
    __VISIT_CHUNK__: JSON.stringify(visit.fileName),
  },
  build: {
    outDir: dist,
    emptyOutDir: false,
    target: "es2022",
    minify: true,
    rolldownOptions: {
      input: { frontdesk: `${root}src/loader/main.ts` },
      output: { format: "iife", entryFileNames: "frontdesk.js" },
    },
  },
});
if (loader.length !== 1) throw new Error("the loader must be a single file");

const manifest = {
  loader: "frontdesk.js",
  chat: chat.fileName,
  /** Everything that opening the chat loads at once. */
  opening: [...staticImports(chat.fileName)].sort(),
  /** Loaded later, by what the visitor does. */
  later: [...chatChunks, ...tables, visit]
    .map((chunk) => chunk.fileName)
    .filter((name) => !staticImports(chat.fileName).has(name)),
};
const [expression] = await bundle({
  ...shared,
  build: {
    write: false,
    target: "es2022",
    minify: true,
    rolldownOptions: {
      input: `${root}src/loader/consentTexts.ts`,
      preserveEntrySignatures: "strict",
      output: { format: "iife", name: "texts" },
    },
  },
});
await writeFile(`${dist}/launcher.js`, expression?.code.replace(/^var texts\s*=\s*|;\s*$/g, "") ?? "");
await writeFile(`${dist}/launcher.json`, `${JSON.stringify(launcherLanguages)}\n`);
await writeFile(`${dist}/manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);

/** ES modules that are imported when they are wanted. */
function modules(input: Record<string, string>, define: Record<string, string> = {}) {
  return bundle({
    ...shared,
    define,
    build: {
      outDir: dist,
      emptyOutDir: false,
      target: "es2022",
      minify: true,
      modulePreload: false,
      rolldownOptions: {
        input,
        preserveEntrySignatures: "strict",
        output: { format: "es", entryFileNames: "[name]-[hash].js", chunkFileNames: "chat-[name]-[hash].js" },
      },
    },
  });
}

async function bundle(config: InlineConfig): Promise<Rollup.OutputChunk[]> {
  const result = await build(config);
  if (Array.isArray(result) || !("output" in result)) throw new Error("one build, one output");
  return result.output.filter((file) => file.type === "chunk");
}

function staticImports(fileName: string, seen = new Set<string>()): Set<string> {
  if (seen.has(fileName)) return seen;
  seen.add(fileName);
  for (const name of chatChunks.find((chunk) => chunk.fileName === fileName)?.imports ?? []) {
    staticImports(name, seen);
  }
  return seen;
}
