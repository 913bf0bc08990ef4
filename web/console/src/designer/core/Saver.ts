import { createStore } from "zustand";
import { backoff } from "../../core/backoff";
import { canonical, same } from "./canonical";
import type { Editor } from "./Editor";
import { type Conflict, merge } from "./merge";
import { cardIn, type Stream } from "./stream";

/** A draft as the server has it. */
export interface Kept {
  readonly file: Stream;
  readonly revision: number;
}

/** Why a draft was not kept: another one was there first, it is refused, or nothing was heard. */
export type Refusal = "conflict" | "refused" | "unreachable";

export interface SaverWorld<Draft extends Kept> {
  readonly put: (base: number, file: Stream) => Promise<Draft>;
  readonly read: () => Promise<Draft>;
  readonly refusalOf: (fault: unknown) => Refusal;
  /** In [0, 1). */
  readonly random: () => number;
}

export interface SaverState<Draft extends Kept> {
  /** What the server has, as far as is known. */
  readonly draft: Draft;
  readonly saving: "saved" | "waiting" | "saving" | "failed" | "refused" | "asking";
  /** What is to be decided before it is saved on. */
  readonly conflicts: readonly Conflict[];
  /** How often changes of others were taken in. */
  readonly taken: number;
}

/** How long after the last change it is saved, and how long after the first one at most, in ms. */
const REST_MS = 800;
const MOST_MS = 2_000;

/** Keeps the draft on the server, and takes in what others do. Nothing is lost: what is not saved is tried again. */
export class Saver<Draft extends Kept> {
  readonly store;
  readonly #editor: Editor;
  readonly #world: SaverWorld<Draft>;
  #unsubscribe: (() => void) | null = null;
  #base: Stream;
  /** The state of the editor that the server has. */
  #kept: Stream;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since: number | null = null;
  #attempt = 0;
  #running: Promise<void> | null = null;

  constructor(editor: Editor, draft: Draft, world: SaverWorld<Draft>) {
    this.#editor = editor;
    this.#world = world;
    this.#base = canonical(draft.file);
    this.#kept = editor.stream;
    this.store = createStore<SaverState<Draft>>(() => ({
      draft,
      saving: "saved",
      conflicts: [],
      taken: 0,
    }));
  }

  /** From now on, what is changed is saved. */
  start(): void {
    this.#unsubscribe ??= this.#editor.store.subscribe((state, before) => {
      if (state.history.stream !== before.history.stream) this.#changed();
    });
  }

  /** Whether the server lacks something. */
  get unsaved(): boolean {
    return this.#editor.stream !== this.#kept;
  }

  /** Saves at once what is not saved; whether all is saved then. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    await this.#running;
    if (this.unsaved && this.store.getState().saving !== "asking") await this.#save();
    return !this.unsaved;
  }

  /** Word that the server has another state. */
  async heard(revision: number): Promise<void> {
    const { draft, saving } = this.store.getState();
    if (revision <= draft.revision || saving === "asking" || this.#running !== null) return;
    await this.#run(async () => this.#takeIn(await this.#world.read()));
  }

  /** Takes over what is newly known of the draft, such as that it was published. */
  async reread(): Promise<void> {
    await this.#running;
    if (this.store.getState().saving === "asking") return;
    await this.#run(async () => this.#takeIn(await this.#world.read()));
  }

  /** For each card that both have changed, whose state stays; the other one is a step back (`theirs`: ids). */
  settle(theirs: ReadonlySet<string>): void {
    const { conflicts } = this.store.getState();
    const [all, chosen] = [new Set(conflicts.map(({ id }) => id)), theirs];
    const stream = this.#editor.stream;
    this.store.setState({ conflicts: [], saving: "waiting" });
    this.#editor.do({ kind: "merge", stream: withTheirs(stream, conflicts, all) });
    if (chosen.size < all.size) {
      this.#editor.do({ kind: "merge", stream: withTheirs(stream, conflicts, chosen) });
    }
    this.#changed();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#unsubscribe?.();
    this.#unsubscribe = null;
  }

  #changed(): void {
    if (!this.unsaved || this.store.getState().saving === "asking") return;
    const now = Date.now();
    this.#since ??= now;
    this.#attempt = 0;
    if (this.#running === null) this.store.setState({ saving: "waiting" });
    this.#saveIn(Math.max(0, Math.min(REST_MS, this.#since + MOST_MS - now)));
  }

  #saveIn(ms: number): void {
    clearTimeout(this.#timer);
    // Who has left without saving has been asked.
    if (this.#unsubscribe === null) return;
    this.#timer = setTimeout(() => void this.#save(), ms);
  }

  async #save(): Promise<void> {
    if (this.#running !== null || !this.unsaved) return;
    await this.#run(async () => {
      const stream = this.#editor.stream;
      this.#since = null;
      this.store.setState({ saving: "saving" });
      const draft = await this.#world.put(this.store.getState().draft.revision, stream);
      this.#base = canonical(draft.file);
      this.#kept = stream;
      this.store.setState({ draft });
    });
  }

  /** One thing at a time; then what came about meanwhile is saved. */
  async #run(what: () => Promise<void>): Promise<void> {
    const running = what()
      .then(() => {
        this.#attempt = 0;
        this.#running = null;
        if (this.store.getState().conflicts.length > 0) return;
        this.store.setState({ saving: this.unsaved ? "waiting" : "saved" });
        if (this.unsaved) this.#saveIn(REST_MS);
      })
      .catch((fault: unknown) => {
        this.#running = null;
        return this.#failed(this.#world.refusalOf(fault));
      });
    this.#running = running;
    await running;
  }

  async #failed(refusal: Refusal): Promise<void> {
    if (refusal === "conflict" && this.#attempt < 3) {
      this.#attempt += 1;
      await this.#run(async () => this.#takeIn(await this.#world.read()));
      return;
    }
    if (!this.unsaved) return;
    this.store.setState({ saving: refusal === "refused" ? "refused" : "failed" });
    if (refusal === "refused") return;
    this.#saveIn(backoff(this.#attempt, this.#world.random()));
    this.#attempt += 1;
  }

  #takeIn(draft: Draft): void {
    const theirs = canonical(draft.file);
    const [base, mine, clean] = [this.#base, this.#editor.stream, !this.unsaved];
    const { conflicts } = merge(base, mine, theirs);
    this.#base = theirs;
    const news = !same(base, theirs);
    if (news) this.#editor.rebase((stream) => merge(base, stream, theirs).stream);
    if (clean || same(this.#editor.stream, theirs)) this.#kept = this.#editor.stream;
    this.store.setState(({ taken }) => ({
      draft,
      conflicts,
      taken: news ? taken + 1 : taken,
      ...(conflicts.length > 0 ? { saving: "asking" as const } : {}),
    }));
  }
}

/** The stream with some cards as the others have them. */
function withTheirs(stream: Stream, conflicts: readonly Conflict[], ids: ReadonlySet<string>): Stream {
  return conflicts
    .filter(({ id }) => ids.has(id))
    .reduce<Stream>(({ cards, ...rest }, { id, theirs }) => {
      const others = cards.filter((card) => card.id !== id);
      if (theirs === null) return { ...rest, cards: others };
      const known = cardIn({ ...rest, cards }, id) !== null;
      const replaced = cards.map((card) => (card.id === id ? theirs : card));
      return { ...rest, cards: known ? replaced : [...cards, theirs] };
    }, stream);
}
