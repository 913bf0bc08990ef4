/**
 * The loader: the one script a customer's page names. It draws the launcher and fetches the chat when the visitor
 * reaches for it. No dependencies; at most 4 kB (brotli).
 */
import type { ChatModule } from "../context";
import { makeFacade } from "./facade";
import type { SiteSettings } from "./siteSettings";
import { makeWidget } from "./widget";

declare const __CHAT_CHUNK__: string;
/** The server puts its settings in this place. */
declare const FRONTDESK_SETTINGS: SiteSettings;

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  const chat = new URL(__CHAT_CHUNK__, script.src);
  const load = () => import(/* @vite-ignore */ chat.href) as Promise<ChatModule>;
  const settings = FRONTDESK_SETTINGS;
  if (script.hasAttribute("data-consent")) settings.consent = true;
  const start = () => makeFacade((emit) => makeWidget(chat.origin, load, emit, settings));
  // `async` scripts may come before the body.
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start, { once: true });
}
