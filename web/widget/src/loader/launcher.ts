import { direction } from "../direction";
import type { LauncherTexts } from "../texts";
import { element, icon } from "./element";
import css from "./launcher.css?inline";
import type { SiteSettings } from "./siteSettings";

const CHAT =
  "M12 3c-5 0-9 3.6-9 8 0 2.5 1.2 4.6 3.1 6-.1 1.2-.6 2.3-1.4 3.2 2 0 3.9-.7 5.3-1.7 6 1 11-2.5 11-7.5 0-4.4-4-8-9-8Z";
const DOWN = "M5.5 9.25 12 15.5l6.5-6.25";

/** The host element with the launcher in it. */
export interface Launcher {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  show(): void;
  hide(): void;
  expanded(open: boolean): void;
  unread(count: number): void;
  poke(text: string): void;
  /** Asks for the visitor's consent; their answer removes the question. */
  ask(agreed: () => void): void;
  /** Takes away what is said beside the launcher; whether it was the question for consent. */
  unpoke(): boolean;
  focus(): void;
  remove(): void;
}

export interface LauncherEvents {
  /** The visitor reaches for it: soon they will want the chat. */
  reach(): void;
  toggle(): void;
  open(): void;
  dismissed(): void;
}

/** `texts` may become another language's before it is shown. */
export function makeLauncher(settings: SiteSettings, texts: LauncherTexts, events: LauncherEvents): Launcher {
  const host = element("frontdesk-chat" as "div", { "data-frontdesk": "" });
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  root.adoptedStyleSheets = [sheet];
  sheet.replaceSync(`:host{--fd-brand:${settings.color};--fd-on-brand:${settings.on}}${css}`);

  const press = (name: string, clicked: () => void, ...children: (Node | string)[]) => {
    const made = element("button", { class: name, type: "button" }, ...children);
    made.addEventListener("click", clicked);
    return made;
  };
  const opener = (...parts: Parameters<typeof press>) => {
    const made = press(...parts);
    for (const name of ["pointerenter", "focus"]) made.addEventListener(name, events.reach);
    return made;
  };
  const dismiss = () => {
    const made = press("fdl-dismiss", events.dismissed, "×");
    made.ariaLabel = texts.dismiss;
    return made;
  };

  const badge = element("span", { class: "fdl-badge", "aria-hidden": "true" });
  const button = opener("fdl-button", events.toggle, icon("fdl-chat", CHAT), icon("fdl-down", DOWN), badge);
  button.ariaHasPopup = "dialog";
  // It stands empty before it speaks: a live region that comes with its text is often not announced.
  const poke = element("div", { class: "fdl-poke", role: "status" });
  const layer = element("div", { class: "fdl", role: "region" }, poke, button);
  root.append(layer);

  let question: HTMLElement | undefined;
  let count = 0;
  let open = false;
  const draw = () => {
    const unread = count === 1 ? texts.unread_one : texts.unread_many.replace("{count}", `${count}`);
    button.ariaLabel = open ? texts.close : count ? unread : texts.open;
    button.ariaExpanded = `${open}`;
    badge.textContent = count > 9 ? "9+" : `${count}`;
    badge.hidden = !count || open;
  };

  return {
    host,
    root,
    show() {
      layer.dir = direction();
      layer.lang = texts.lang;
      layer.ariaLabel = texts.region;
      draw();
      // Pages that swap their body take the host along.
      if (!host.isConnected) document.body.append(host);
      layer.hidden = false;
    },
    hide() {
      layer.hidden = true;
    },
    expanded(value) {
      open = value;
      draw();
    },
    unread(value) {
      count = value;
      draw();
    },
    poke(text) {
      poke.replaceChildren(opener("fdl-say", events.open, text), dismiss());
    },
    ask(agreed) {
      const agree = press("fdl-agree", agreed, texts.agree);
      const { privacy } = settings;
      question = element(
        "div",
        { class: "fdl-poke fdl-say", role: "dialog", "aria-label": texts.consent },
        `${texts.consent_text}\n`,
        privacy ? element("a", { href: privacy, target: "_blank", rel: "noopener" }, texts.privacy) : "",
        agree,
        dismiss(),
      );
      question.addEventListener("keydown", (event) => event.key === "Escape" && events.dismissed());
      layer.prepend(question);
      open = true;
      draw();
      agree.focus();
    },
    unpoke() {
      poke.replaceChildren();
      if (!question) return false;
      question.remove();
      question = undefined;
      open = false;
      draw();
      return true;
    },
    focus: () => button.focus(),
    remove: () => host.remove(),
  };
}
