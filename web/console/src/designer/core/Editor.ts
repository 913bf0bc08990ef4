import { createStore } from "zustand";
import { canonical } from "./canonical";
import { type Copied, copies, fromClipboard, toClipboard } from "./clipboard";
import type { Edit } from "./edit";
import type { WayRef } from "./graph";
import { begin, edited, type History, rebased, redone, undone } from "./history";
import { type FirstWords, freshCard } from "./kinds";
import { newId } from "./newId";
import { freePlace, placeAfter, placesOf } from "./places";
import { type Card, type CardKind, cardIn, type Place, type Stream } from "./stream";

export interface EditorState {
  readonly history: History;
  /** Places of cards that the file tells none of. */
  readonly found: Readonly<Record<string, Place>>;
  /** The selected cards; the panel is about the only one. */
  readonly selected: readonly string[];
  /** The selected way, where no card is. */
  readonly way: WayRef | null;
  /** What was done last, to be told. */
  readonly done: {
    readonly what: "undone" | "redone";
    readonly edit: Edit["kind"];
    readonly nth: number;
  } | null;
}

/** What the editor needs of the world. */
export interface EditorWorld {
  /** The time in ms. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  readonly words: FirstWords;
}

/** A stream that is being edited: every change goes through one place, as data. */
export class Editor {
  readonly store;
  readonly #world: EditorWorld;

  /** `readOnly`: nothing is ever changed. */
  constructor(
    file: Stream,
    world: EditorWorld,
    readonly readOnly: boolean,
  ) {
    this.#world = world;
    this.store = createStore<EditorState>(() => ({
      history: begin(canonical(file)),
      found: {},
      selected: [],
      way: null,
      done: null,
    }));
  }

  get stream(): Stream {
    return this.store.getState().history.stream;
  }

  get places(): Readonly<Record<string, Place>> {
    return placesOf(this.stream, this.store.getState().found);
  }

  /** Does an edit. Edits of one `field` that follow each other are one step back. */
  do(edit: Edit, field: string | null = null): void {
    if (this.readOnly) return;
    const { history } = this.store.getState();
    // With the first change, all that was placed by itself stays where it is.
    const settled = { ...history, stream: this.#settled(history.stream) };
    const next = edited(settled, edit, field, this.#world.now());
    if (next === settled) return;
    this.store.setState({ history: { ...next, past: replaced(next.past, settled.stream, history.stream) } });
    this.#forgetGone();
  }

  undo(): void {
    this.#step(undone, "undone");
  }

  redo(): void {
    this.#step(redone, "redone");
  }

  select(selected: readonly string[]): void {
    this.store.setState(selected.length === 0 ? { selected } : { selected, way: null });
  }

  selectWay(way: WayRef | null): void {
    this.store.setState(way === null ? { way } : { way, selected: [] });
  }

  /** Where cards stand that the file tells no place of. */
  setFound(found: Readonly<Record<string, Place>>): void {
    this.store.setState({ found });
  }

  /** Adds a new card, at a place or after a way, and selects it. */
  add(kind: CardKind, { at, from }: { at?: Place; from?: WayRef | null } = {}): Card {
    const { random, words } = this.#world;
    const card = freshCard(kind, newId(kind, this.#taken(), random), words);
    const after = from ?? null;
    const free =
      after !== null && at === undefined
        ? placeAfter(this.stream, this.places, after.card)
        : freePlace(this.stream, this.places, at ?? null);
    this.do({ kind: "add", card, at: free, from: after });
    this.select([card.id]);
    return card;
  }

  /** Takes away the selected cards, or the selected way. */
  removeSelected(): void {
    const { selected, way } = this.store.getState();
    if (selected.length > 0) this.do({ kind: "remove", cards: selected });
    else if (way !== null) this.do({ kind: "connect", from: way, to: null });
    this.selectWay(null);
  }

  /** The selected cards as a text for the clipboard; null where there are none. */
  copied(): string | null {
    const { selected } = this.store.getState();
    return selected.length === 0 ? null : toClipboard(this.stream, selected, this.places);
  }

  /** Pastes what was copied, in whatever dialogue; false where the text holds no cards. */
  paste(text: string, at: Place | null): boolean {
    const copied = fromClipboard(text);
    if (copied === null || this.readOnly) return false;
    this.#paste(copied, at);
    return true;
  }

  duplicateSelected(): void {
    const copied = fromClipboard(this.copied() ?? "");
    if (copied !== null) this.#paste(copied, null);
  }

  /** Takes into every state, the earlier ones too, what others have done. */
  rebase(into: (stream: Stream) => Stream): void {
    this.store.setState(({ history }) => ({ history: rebased(history, into) }));
    this.#forgetGone();
  }

  #paste(copied: Copied, at: Place | null): void {
    const { cards, places } = copies(copied, this.stream, at, this.#world.random);
    this.do({ kind: "paste", cards, places });
    this.select(cards.map(({ id }) => id));
  }

  #taken(): ReadonlySet<string> {
    return new Set(this.stream.cards.map(({ id }) => id));
  }

  #settled(stream: Stream): Stream {
    const { found } = this.store.getState();
    if (stream.cards.every(({ id }) => stream.layout?.[id] !== undefined)) return stream;
    return { ...stream, layout: placesOf(stream, found) };
  }

  #step(how: (history: History) => History, what: "undone" | "redone"): void {
    const { history, done } = this.store.getState();
    const next = how(history);
    if (next === history || this.readOnly) return;
    const edit = (what === "undone" ? next.future : next.past).at(-1)?.edit;
    if (edit === undefined) return;
    this.store.setState({ history: next, done: { what, edit, nth: (done?.nth ?? 0) + 1 } });
    this.#forgetGone();
  }

  /** What has gone is selected no more. */
  #forgetGone(): void {
    const { selected } = this.store.getState();
    const there = selected.filter((id) => cardIn(this.stream, id) !== null);
    if (there.length < selected.length) this.store.setState({ selected: there });
  }
}

/** Undoing the first change leaves no trace of the places that came with it. */
function replaced(past: History["past"], from: Stream, to: Stream): History["past"] {
  return past.map((step) => (step.stream === from ? { ...step, stream: to } : step));
}
