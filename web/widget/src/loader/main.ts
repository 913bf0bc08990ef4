/**
 * The loader: the one script a customer's page names. It draws the launcher and fetches the chat when the visitor
 * reaches for it. No dependencies; at most 4 kB (brotli).
 */
import type { ChatFile } from "../context";
import { makeFacade } from "./facade";
import type { SiteSettings } from "./siteSettings";
import type { VisitFile } from "./visit";
import { makeWidget } from "./widget";

declare const __CHAT_CHUNK__: string;
declare const __VISIT_CHUNK__: string;
/** The server puts its settings in this place. */
declare const FRONTDESK_SETTINGS: SiteSettings;

const script = document.currentScript as HTMLScriptElement | null;
if (script) {
  const { src } = script;
  const wanted = [script.dataset.lang, document.documentElement.lang, ...navigator.languages];
  const load = (file: string) => import(/* @vite-ignore */ new URL(file, src).href);
  const loadChat = async () => ((await load(__CHAT_CHUNK__)) as ChatFile).prepare(wanted, load);
  const loadVisit = () => load(__VISIT_CHUNK__) as Promise<VisitFile>;
  const settings = FRONTDESK_SETTINGS;
  if (script.hasAttribute("data-consent")) settings.consent = true;
  const start = () =>
    makeFacade((emit) => makeWidget(new URL(src).origin, loadChat, loadVisit, emit, settings, wanted));
  // `async` scripts may come before the body.
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
}
