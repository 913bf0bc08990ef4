import { nameOfKey, type Store } from "../store";
import type { Code, Command } from "../wire";
import { backoff } from "./backoff";
import { isFinal } from "./isFinal";

/** Unanswered for so long on a working connection, a command is sent again: it has its effect only once. */
const ANSWER_WITHIN = 10_000;

/** A command on its way. */
export interface Pending {
  readonly command: Command;
  /** What it shows as the visitor's message; `null` when it shows nothing. */
  readonly text: string | null;
  /** Its place in the order of sending. */
  readonly order: number;
  state: "sending" | "sent" | "failed";
}

export interface OutboxEvents {
  send(command: Command): void;
  changed(): void;
  acked(pending: Pending, conversation: string, seq: number): void;
  /** It will never be done, and is out of the box; messages stay in it as "failed" instead. */
  refused(pending: Pending, code: Code): void;
}

/**
 * Commands that the server has not acknowledged, in order, one under way at a time. What the visitor wrote survives a
 * reload: each has its own name in the store, so that two tabs never overwrite each other's; both send, and the
 * client id makes one of it.
 */
export class Outbox {
  #pending = new Map<string, Pending>();
  /** What the log has: another tab's note of it may come later than the entry itself. */
  #arrived = new Set<string>();
  #conversation: string | undefined;
  #ready = false;
  #current: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #refusals = 0;
  #lastOrder = 0;

  constructor(
    readonly store: Store,
    readonly events: OutboxEvents,
  ) {}

  /** In the order of sending. */
  list(): Pending[] {
    return [...this.#pending.values()].sort(
      (a, b) => a.order - b.order || (a.command.client_id < b.command.client_id ? -1 : 1),
    );
  }

  /** The conversation is known: what an earlier page left unsent in it is taken up again. */
  attach(conversation: string): void {
    if (this.#conversation === conversation) return;
    this.#conversation = conversation;
    for (const name of this.store.names()) if (name.startsWith(this.#prefix())) this.#load(name);
    this.events.changed();
    this.#next();
  }

  add(command: Command, text: string | null = null): void {
    this.#lastOrder = Math.max(Date.now(), this.#lastOrder + 1);
    const pending: Pending = { command, text, order: this.#lastOrder, state: "sending" };
    this.#pending.set(command.client_id, pending);
    this.#keep(pending);
    this.events.changed();
    this.#next();
  }

  /** A connection stands. */
  ready(): void {
    this.#ready = true;
    this.#free();
    this.#next();
  }

  /** The connection is gone: whatever was under way is sent again on the next one. */
  lost(): void {
    this.#ready = false;
    this.#free();
  }

  acked(id: string, conversation: string, seq: number): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#refusals = 0;
    this.#forget(pending);
    // A message stays visible until its entry comes.
    if (pending.text === null) this.#pending.delete(id);
    else pending.state = "sent";
    this.events.acked(pending, conversation, seq);
    this.#done(id);
  }

  refused(id: string, code: Code): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    if (!isFinal(code)) {
      clearTimeout(this.#timer);
      this.#current = id;
      this.#timer = setTimeout(
        () => {
          this.#free();
          this.#next();
        },
        backoff(this.#refusals++),
      );
      return;
    }
    if (pending.command.type === "say") {
      pending.state = "failed";
      this.#keep(pending);
    } else {
      this.#pending.delete(id);
      this.#forget(pending);
    }
    this.events.refused(pending, code);
    this.#done(id);
  }

  /** The log has the entry made by this command: the entry takes its place. */
  arrived(id: string): void {
    this.#arrived.add(id);
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    this.#forget(pending);
    this.#done(id);
  }

  retry(id: string): void {
    const pending = this.#pending.get(id);
    if (pending?.state !== "failed") return;
    pending.state = "sending";
    this.#keep(pending);
    this.events.changed();
    this.#next();
  }

  remove(id: string): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    this.#forget(pending);
    this.#done(id);
  }

  /** Another tab wrote or removed something. */
  stored(key: string | null): void {
    const name = nameOfKey(key);
    if (!this.#conversation || !name?.startsWith(this.#prefix())) return;
    if (this.store.get(name) === null) {
      // Acknowledged there: its entry is on the way here. A failed one was removed by the visitor.
      const id = name.slice(this.#prefix().length);
      const pending = this.#pending.get(id);
      if (pending?.state === "failed") this.#pending.delete(id);
      else if (pending) pending.state = "sent";
      this.#done(id);
    } else {
      this.#load(name);
      this.events.changed();
      this.#next();
    }
  }

  stop(): void {
    this.lost();
  }

  #prefix(): string {
    return `outbox.${this.#conversation}.`;
  }

  #load(name: string): void {
    try {
      const { command, text, order, state } = JSON.parse(this.store.get(name) ?? "") as Pending;
      const id = command.client_id;
      if (this.#arrived.has(id) || this.#pending.get(id)?.state === "sent") return;
      this.#pending.set(id, { command, text, order, state });
      this.#lastOrder = Math.max(this.#lastOrder, order);
    } catch {
      this.store.remove(name);
    }
  }

  /** Only what shows as a message outlives the page: a forgotten "cancel" must not strike on another day. */
  #keep(pending: Pending): void {
    if (!this.#conversation || pending.text === null) return;
    this.store.set(this.#prefix() + pending.command.client_id, JSON.stringify(pending));
  }

  #forget(pending: Pending): void {
    this.store.remove(this.#prefix() + pending.command.client_id);
  }

  #free(): void {
    clearTimeout(this.#timer);
    this.#current = undefined;
  }

  #done(id: string): void {
    if (this.#current === id) this.#free();
    this.events.changed();
    this.#next();
  }

  #next(): void {
    if (!this.#ready || this.#current) return;
    const pending = this.list().find((one) => one.state === "sending");
    if (!pending) return;
    this.#current = pending.command.client_id;
    this.#timer = setTimeout(() => {
      this.#free();
      this.#next();
    }, ANSWER_WITHIN);
    this.events.send(pending.command);
  }
}
