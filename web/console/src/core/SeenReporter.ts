import type { ClientFrame, Marks } from "./wire";

const EVERY_MS = 1000;

interface Reported extends Marks {
  sent: Marks;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Tells the server how far this agent has received and read: growing numbers, at most once a second each. */
export class SeenReporter {
  #send: (frame: ClientFrame) => boolean;
  #known = new Map<string, Reported>();

  constructor(send: (frame: ClientFrame) => boolean) {
    this.#send = send;
  }

  note(conversation: string, delivered: number, read: number): void {
    const known = this.#known.get(conversation) ?? fresh();
    known.delivered = Math.max(known.delivered, delivered, read);
    known.read = Math.max(known.read, read);
    this.#known.set(conversation, known);
    if (known.timer === undefined) this.#flush(conversation, known);
  }

  /** What was noted while the connection was down goes out now. */
  connected(): void {
    for (const [conversation, known] of this.#known) {
      known.sent = { delivered: 0, read: 0 };
      if (known.timer === undefined) this.#flush(conversation, known);
    }
  }

  forget(conversation: string): void {
    clearTimeout(this.#known.get(conversation)?.timer);
    this.#known.delete(conversation);
  }

  #flush(conversation: string, known: Reported): void {
    const { delivered, read, sent } = known;
    if (delivered <= sent.delivered && read <= sent.read) return;
    if (!this.#send({ type: "seen", conversation, delivered, read })) return;
    known.sent = { delivered, read };
    known.timer = setTimeout(() => {
      known.timer = undefined;
      this.#flush(conversation, known);
    }, EVERY_MS);
  }
}

function fresh(): Reported {
  return { delivered: 0, read: 0, sent: { delivered: 0, read: 0 }, timer: undefined };
}
