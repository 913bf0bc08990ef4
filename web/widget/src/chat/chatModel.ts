import { batch, signal } from "@preact/signals";
import { type ChatContext, type View, WAS_LIVE } from "../context";
import { Conversation, type Snapshot } from "../core/conversation";
import { direction } from "../direction";
import { Sound } from "./sound";
import { clearTitle, titleNotice } from "./titleNotice";

/** Full-screen below this width. */
const PHONE = "(max-width: 480px)";

const RENEW_PAUSE = 30_000;

/** What the window shows, as signals; and what the visitor may do. */
export class ChatModel {
  readonly open = signal(false);
  readonly snapshot = signal<Snapshot | null>(null);
  readonly name = signal("");
  readonly phone = signal(false);
  readonly online = signal(navigator.onLine);
  readonly dir = signal<"ltr" | "rtl">("ltr");
  readonly confirming = signal(false);
  readonly sound: Sound;
  /** Goes up when the focus should go to what can be done next. */
  readonly focusWish = signal(0);
  /** Whether the visitor's focus is in the window; also when what had it has just gone away. */
  inside = false;
  /** Whether this window began the conversation: then its first messages are news, not history. */
  fresh = false;
  conversation: Conversation | undefined;
  #view: View;
  #heard: number | null = null;
  #renewed = 0;
  #width = matchMedia(PHONE);
  #look = () => {
    this.online.value = navigator.onLine;
    this.phone.value = !this.context.inline && this.#width.matches;
    this.#watch();
    this.#notice();
  };

  constructor(readonly context: ChatContext) {
    this.#view = context.view;
    this.name.value = context.view.settings.name;
    this.sound = new Sound(context.local, context.host);
    for (const name of ["online", "offline"]) addEventListener(name, this.#look);
    document.addEventListener("visibilitychange", this.#look);
    this.#width.addEventListener("change", this.#look);
    this.#look();
    if (context.view.show.kind === "conversation") this.#begin();
  }

  show(focus: boolean): void {
    if (!this.conversation) this.#begin();
    if (!this.conversation) return;
    const was = this.open.value;
    this.dir.value = direction();
    this.open.value = true;
    if (focus) this.focusWish.value++;
    if (was) return;
    this.#look();
    this.context.opened(true);
  }

  hide(): void {
    if (!this.open.value) return;
    batch(() => {
      this.open.value = false;
      this.confirming.value = false;
    });
    this.#watch();
    this.context.opened(false);
    this.#follow();
  }

  update(view: View): void {
    const token = this.#view.token;
    this.#view = view;
    this.name.value = view.settings.name;
    // A session that is no longer known takes its conversation along.
    if (token !== view.token) this.#end();
    this.#follow();
  }

  stop(): void {
    for (const name of ["online", "offline"]) removeEventListener(name, this.#look);
    document.removeEventListener("visibilitychange", this.#look);
    this.#width.removeEventListener("change", this.#look);
    this.#end();
    this.sound.stop();
  }

  draft(text?: string): string {
    const name = `draft.${this.snapshot.value?.id}`;
    if (text === undefined) return this.context.local.get(name) ?? "";
    if (text) this.context.local.set(name, text);
    else this.context.local.remove(name);
    return text;
  }

  /** Goes over to what the last page view said, unless the visitor is in the middle of something else. */
  #follow(): void {
    const { show } = this.#view;
    const current = this.conversation?.options.show;
    const same =
      (show.kind === "conversation" && show.conversation === this.snapshot.value?.id) ||
      (show.kind === "dialogue" && current?.kind === "dialogue" && current.dialogue === show.dialogue);
    const phase = this.snapshot.value?.transcript.phase;
    if (this.conversation && (same || this.open.value || phase === "live" || phase === "waiting")) return;
    this.#end();
    if (show.kind === "conversation" || this.open.value) this.#begin();
  }

  #begin(): void {
    const { show, token } = this.#view;
    if (show.kind === "nothing") return;
    this.fresh = show.kind === "dialogue";
    this.conversation = new Conversation({
      origin: this.context.origin,
      token,
      show,
      store: this.context.local,
      ways: this.context.ways,
      changed: (snapshot) => this.#changed(snapshot),
    });
    this.conversation.start();
    this.#watch();
  }

  #end(): void {
    this.conversation?.stop();
    this.conversation = undefined;
    this.snapshot.value = null;
    this.#heard = null;
    this.context.unread(0);
    clearTitle();
  }

  #watch(): void {
    this.conversation?.watch(this.open.value && document.visibilityState === "visible");
  }

  #changed(snapshot: Snapshot): void {
    const before = this.snapshot.value;
    this.snapshot.value = snapshot;
    const { phase } = snapshot.transcript;
    if (phase === "live" || phase === "waiting") this.context.session.set(WAS_LIVE, "1");
    else if (snapshot.loaded) this.context.session.remove(WAS_LIVE);
    if (snapshot.loaded) this.context.unread(snapshot.unread);
    this.#notice();
    this.#listen(snapshot);
    const gone = snapshot.refusal?.type === "open" && before?.refusal !== snapshot.refusal;
    const signedOut = snapshot.stopped === "signed_out" && !before?.stopped;
    if (gone || signedOut) this.#renew(signedOut);
  }

  /** A server that gives tokens and then refuses them must not be asked in a circle. */
  #renew(forgetToken: boolean): void {
    if (Date.now() - this.#renewed < RENEW_PAUSE) return;
    this.#renewed = Date.now();
    this.context.renew(forgetToken);
  }

  #notice(): void {
    titleNotice(document.visibilityState === "hidden" ? (this.snapshot.value?.unread ?? 0) : 0);
  }

  /** A sound for what an agent says, never for history. */
  #listen({ loaded, transcript }: Snapshot): void {
    if (!loaded) return;
    let last = 0;
    for (const item of transcript.items) {
      if (item.kind === "message" && typeof item.from === "object") last = item.seq;
    }
    if (this.#heard !== null && last > this.#heard) this.sound.play();
    this.#heard = last;
  }
}
