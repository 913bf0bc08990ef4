import type { AgentCard } from "../wire";

/** A typing frame is forgotten by its reader after 6 s; it is repeated sooner, but not with every key. */
const REPEAT = 3000;
const FORGET = 6000;

/** Tells that the visitor types, sparingly, and that they stopped. */
export class OwnTyping {
  #since = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly tell: (on: boolean) => void) {}

  /** The text was changed by the visitor. */
  changed(text: string): void {
    if (!text.trim()) {
      this.stop();
      return;
    }
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.stop(), FORGET);
    if (this.#since && Date.now() - this.#since < REPEAT) return;
    this.#since = Date.now();
    this.tell(true);
  }

  stop(): void {
    const told = this.#since;
    this.sent();
    if (told) this.tell(false);
  }

  /** The message went out, which says it all. */
  sent(): void {
    clearTimeout(this.#idle);
    this.#since = 0;
  }
}

/** Who is typing on the other side, until they stop, say something, or were not heard of for 6 s. */
export class TheirTyping {
  agent: AgentCard | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly changed: () => void) {}

  heard(agent: AgentCard, on: boolean): void {
    clearTimeout(this.#timer);
    this.agent = on ? agent : null;
    if (on) this.#timer = setTimeout(() => this.forget(), FORGET);
    this.changed();
  }

  forget(): void {
    clearTimeout(this.#timer);
    if (!this.agent) return;
    this.agent = null;
    this.changed();
  }
}
