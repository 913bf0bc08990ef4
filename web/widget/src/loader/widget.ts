import { type Chat, type ChatModule, type View, WAS_LIVE, WAS_OPEN } from "../context";
import type { Wanted } from "../language";
import { clearStore, openStore } from "../store";
import { launcherTexts } from "../texts";
import type { PageView } from "../wire";
import { type Launcher, makeLauncher } from "./launcher";
import { type PageViews, pageViews } from "./pageViews";
import type { SiteSettings } from "./siteSettings";
import type { Visit, VisitFile } from "./visit";
import { visitorToken } from "./visitorToken";
import { watchLocation } from "./watchLocation";

/** Where it is kept that the visitor has agreed. */
const AGREED = "consent";

export interface Widget {
  boot(): void;
  /** The visitor agrees to be known and spoken with; or no longer does, and everything of them is forgotten. */
  consent(given: boolean): void;
  open(): Promise<void>;
  close(): void;
  toggle(): Promise<void>;
  shutdown(): void;
}

/** The one widget of a page: asks what to show, draws the launcher, and fetches the chat when it is wanted. */
export function makeWidget(
  origin: string,
  load: () => Promise<ChatModule>,
  loadVisit: () => Promise<VisitFile>,
  emit: (event: string) => void,
  settings: SiteSettings,
  languages: Wanted,
): Widget {
  const texts = { ...launcherTexts, ...settings.texts?.(languages) };
  const local = openStore("localStorage");
  const session = openStore("sessionStorage");
  const token = visitorToken(local);
  let views: PageViews | undefined;
  let visit: Visit | undefined;
  let visiting: Promise<Visit> | undefined;
  let unwatch: (() => void) | undefined;
  let launcher: Launcher | undefined;
  let view: View | undefined;
  let loading: Promise<ChatModule> | undefined;
  let chat: Chat | undefined;
  let wanted = false;
  let pokeTimer: ReturnType<typeof setTimeout> | undefined;

  const fetchChat = () => {
    loading ??= load().catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  const reach = () => {
    // Without consent nothing is asked for.
    if (views) fetchChat().catch(quiet);
  };
  const draw = () => {
    launcher ??= makeLauncher(settings, texts, { reach, toggle, open, dismissed });
    launcher.show();
  };

  function seen(answer: PageView | null) {
    // Without an answer a chat that runs goes on; nothing else is shown.
    if (!answer) return chat ? undefined : launcher?.hide();
    // Only where some dialogue waits for something.
    if (answer.wait || answer.timed)
      visiting ??= loadVisit().then((file) => file.makeVisit(local, () => views?.ask()));
    visiting?.then((it) => {
      if (views) visit = it;
      visit?.watch(answer);
    }, quiet);
    const known = answer.token ?? token.get() ?? "";
    if (known) token.keep(known, answer.cookie_domain);
    const first = !view;
    Object.assign(texts, answer.texts);
    view = { token: known, show: answer.show, settings: answer.settings };
    const { show } = view;
    chat?.update(view);
    clearTimeout(pokeTimer);
    launcher?.unpoke();
    if (show.kind === "nothing" && !chat?.isOpen()) {
      launcher?.hide();
    } else {
      draw();
    }
    if (show.kind === "conversation" && !chat) {
      launcher?.unread(show.unread);
      // A wait for an agent, and a live chat, need this tab's connection even while the window is closed.
      if (!show.over && session.get(WAS_OPEN)) start().then((it) => it?.open(false), quiet);
      else if (!show.over && session.get(WAS_LIVE)) start().catch(quiet);
    }
    if (show.kind === "dialogue" && show.poke && !chat?.isOpen()) pokeLater(show.dialogue, show.poke);
    if (first) emit("ready");
    if (wanted) open();
  }

  function pokeLater(dialogue: string, text: string) {
    const name = `poked.${dialogue}`;
    if (session.get(name)) return;
    pokeTimer = setTimeout(() => {
      session.set(name, "1");
      launcher?.poke(text);
    }, 2000);
  }

  function dismissed() {
    unpoke();
    launcher?.focus();
  }

  function unpoke() {
    clearTimeout(pokeTimer);
    launcher?.unpoke();
  }

  async function start(): Promise<Chat | undefined> {
    const { startChat } = await fetchChat();
    if (!launcher || !view) return undefined;
    const { host, root } = launcher;
    chat ??= startChat({
      host,
      root,
      origin,
      view,
      local,
      session,
      opened(open) {
        launcher?.expanded(open);
        if (open) session.set(WAS_OPEN, "1");
        else session.remove(WAS_OPEN);
        if (!open && view?.show.kind === "nothing") launcher?.hide();
        emit(open ? "opened" : "closed");
      },
      unread: (count) => launcher?.unread(count),
      renew(forgetToken) {
        if (forgetToken) token.forget();
        views?.ask();
      },
      focusLauncher: () => launcher?.focus(),
    });
    return chat;
  }

  async function open(): Promise<void> {
    if (!views) {
      if (launcher && !launcher.unpoke()) launcher.ask(() => consent(true));
      return;
    }
    // Before the first page view nobody knows what to open; it is opened then.
    wanted = !view || view.show.kind === "nothing";
    if (wanted) return;
    unpoke();
    try {
      (await start())?.open(true);
    } catch {
      // The chunk did not come: the next click tries again.
    }
  }

  function close() {
    wanted = false;
    unpoke();
    chat?.close();
  }

  async function toggle(): Promise<void> {
    if (chat?.isOpen()) close();
    else await open();
  }

  function boot() {
    if (views) return;
    if (settings.consent && !local.get(AGREED)) return draw();
    views = pageViews(origin, token.get, languages, () => visit?.spent(), seen);
    unwatch = watchLocation(views.ask);
    views.ask();
  }

  function shutdown() {
    views?.stop();
    unwatch?.();
    visit?.stop();
    clearTimeout(pokeTimer);
    chat?.shutdown();
    launcher?.remove();
    token.forget();
    clearStore(local);
    clearStore(session);
    views = visit = visiting = unwatch = launcher = view = chat = undefined;
    wanted = false;
  }

  function consent(given: boolean) {
    if (!given) {
      shutdown();
      settings.consent = true;
      return boot();
    }
    // Then it was given before, or is not required.
    if (views) return;
    local.set(AGREED, "1");
    // Who agreed in the window wanted to chat.
    wanted = !!launcher?.unpoke();
    boot();
  }

  return { open, close, toggle, consent, boot, shutdown };
}

function quiet() {}
