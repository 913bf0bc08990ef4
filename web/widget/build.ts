/**
 * Builds the widget into dist/:
 *
 * - `chat-[hash].js`, the chat, an ES module, and whatever it imports in turn;
 * - `frontdesk.js`, the loader, one classic script that customers' pages name, which knows the chat's file name;
 * - `manifest.json`, which tells the server and `cargo xtask bench size` what belongs to what.
 *
 * The chat goes first, because its hashed name is compiled into the loader.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, type InlineConfig, type Rollup } from "vite";

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

const chatChunks = await bundle({
  ...shared,
  build: {
    outDir: dist,
    emptyOutDir: false,
    target: "es2022",
    minify: true,
    modulePreload: false,
    rolldownOptions: {
      input: { chat: `${root}src/chat/main.tsx` },
      preserveEntrySignatures: "strict",
      output: { format: "es", entryFileNames: "[name]-[hash].js", chunkFileNames: "chat-[name]-[hash].js" },
    },
  },
});
const chat = chatChunks.find((chunk) => chunk.isEntry);
if (!chat) throw new Error("the chat was built without an entry");

const loader = await bundle({
  ...shared,
  define: { __CHAT_CHUNK__: JSON.stringify(chat.fileName) },
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
  later: chatChunks.map((chunk) => chunk.fileName).filter((name) => !staticImports(chat.fileName).has(name)),
};
await writeFile(`${dist}/manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);

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
