import type { ClientFrame } from "./wire";

const EVERY_MS = 3000;
const IDLE_MS = 5000;

/** Tells the visitor that the agent types: at most every 3 s, and once when they have stopped. */
export class TypingReporter {
  #send: (frame: ClientFrame) => boolean;
  #now: () => number;
  #conversation: string | null = null;
  #saidAt = Number.NEGATIVE_INFINITY;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (frame: ClientFrame) => boolean, now: () => number = Date.now) {
    this.#send = send;
    this.#now = now;
  }

  typed(conversation: string): void {
    if (this.#conversation !== conversation) this.stopped();
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.stopped(), IDLE_MS);
    if (this.#conversation === conversation && this.#now() - this.#saidAt < EVERY_MS) return;
    this.#conversation = conversation;
    this.#saidAt = this.#now();
    this.#send({ type: "typing", conversation, on: true });
  }

  /** The text was sent, cleared or left alone. */
  stopped(): void {
    clearTimeout(this.#idle);
    if (this.#conversation === null) return;
    this.#send({ type: "typing", conversation: this.#conversation, on: false });
    this.#conversation = null;
  }
}
