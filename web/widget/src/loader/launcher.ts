import { direction } from "../direction";
import { launcherTexts as texts } from "../texts";
import { brand } from "./brand";
import { element, icon } from "./element";
import css from "./launcher.css?inline";

const CHAT =
  "M12 3C6.75 3 2.75 6.6 2.75 11.1c0 2.5 1.25 4.7 3.2 6.15-.1 1.1-.55 2.25-1.3 3.05-.35.4-.05 1 .45.95 1.95-.2 3.6-.85 4.85-1.8.65.15 1.35.2 2.05.2 5.25 0 9.25-3.6 9.25-8.1S17.25 3 12 3Z";
const DOWN = "M5.5 9.25 12 15.5l6.5-6.25";
const CROSS = "M6 6l12 12M18 6 6 18";

// The page's own shortcuts must not fire while the visitor writes, nor its focus traps pull the visitor away.
const OURS =
  "keydown keyup keypress beforeinput input change copy cut paste compositionstart compositionupdate compositionend focusin focusout";

/** The host element with the launcher in it. */
export interface Launcher {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  show(color: string): void;
  hide(): void;
  expanded(open: boolean): void;
  unread(count: number): void;
  poke(text: string): void;
  unpoke(): void;
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

export function makeLauncher(events: LauncherEvents): Launcher {
  const host = element("frontdesk-chat" as "div", { "data-frontdesk": "" });
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  root.adoptedStyleSheets = [sheet];
  for (const name of OURS.split(" ")) host.addEventListener(name, (event) => event.stopPropagation());

  const badge = element("span", { class: "fdl-badge", "aria-hidden": "true" });
  badge.hidden = true;
  const button = element(
    "button",
    { class: "fdl-button", type: "button", "aria-haspopup": "dialog", "aria-expanded": "false" },
    icon("fdl-chat", CHAT),
    icon("fdl-down", DOWN),
    badge,
  );
  // It stands empty before it speaks: a live region that comes with its text is often not announced.
  const poke = element("div", { class: "fdl-poke", role: "status" });
  const layer = element("div", { class: "fdl", role: "region", "aria-label": texts.region }, poke, button);
  layer.hidden = true;
  root.append(layer);

  let count = 0;
  let open = false;
  const draw = () => {
    const unread = count === 1 ? texts.unread_one : texts.unread_many.replace("{count}", String(count));
    button.setAttribute("aria-label", open ? texts.close : count ? unread : texts.open);
    button.setAttribute("aria-expanded", String(open));
    badge.textContent = count > 9 ? "9+" : count > 0 ? String(count) : "";
    badge.hidden = !count || open;
  };
  draw();

  button.addEventListener("pointerenter", events.reach);
  button.addEventListener("focus", events.reach);
  button.addEventListener("click", events.toggle);

  return {
    host,
    root,
    show(color) {
      sheet.replaceSync(brand(color) + css);
      layer.dir = direction();
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
      const say = element("button", { class: "fdl-say", type: "button" }, text);
      say.addEventListener("pointerenter", events.reach);
      say.addEventListener("focus", events.reach);
      say.addEventListener("click", events.open);
      const dismiss = element(
        "button",
        { class: "fdl-dismiss", type: "button", "aria-label": texts.dismiss },
        icon("fdl-cross", CROSS),
      );
      dismiss.addEventListener("click", events.dismissed);
      poke.replaceChildren(say, dismiss);
    },
    unpoke: () => poke.replaceChildren(),
    focus: () => button.focus(),
    remove: () => host.remove(),
  };
}
