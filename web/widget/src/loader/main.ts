/**
 * The loader: the one script a customer's page names. It draws the launcher and fetches the chat when the visitor
 * reaches for it. No dependencies; at most 4 kB (brotli).
 */
import { startLauncher } from "./launcher";

declare const __CHAT_CHUNK__: string;

const script = document.currentScript;
if (script instanceof HTMLScriptElement && !document.querySelector("frontdesk-chat")) {
  const chat = new URL(__CHAT_CHUNK__, script.src).href;
  startLauncher(() => import(/* @vite-ignore */ chat));
}
