import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The chat that the widget's build has made: a draft is tried in it. */
function chatFile(): string {
  const manifest = readFileSync(new URL("../widget/dist/manifest.json", import.meta.url), "utf8");
  return JSON.parse(manifest).chat;
}

// In development the console talks to a running `frontdesk serve`.
const server = process.env.FRONTDESK_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  define: { __CHAT_FILE__: JSON.stringify(chatFile()) },
  build: {
    target: "es2022",
    // Small files as data: addresses would need `data:` in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: "manifest.json",
    rolldownOptions: {
      output: {
        // What every page has in common is one file: many small ones weigh more, each with what it names the others by.
        codeSplitting: {
          groups: [
            {
              name: "house",
              test: /console\/src\/(keyboard\/shortcut|core\/(backoff|newClientId)|ui\/(Icon|Logo|PersonMark|toasts|useNow|preferences|FullPage|pageStorage)|session\/(session|useMay|safeReturn)|shell\/(Loading|sections)|text\/neutralise|desk\/visitorName|messages\/language)/,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": { target: server, ws: true }, "/widget": server } },
});
