import { backoff } from "./backoff";
import { type ClientFrame, type Code, isFinal } from "./wire";

type Command = Extract<ClientFrame, { client_id: string }>;

/** How a command ended. */
export type Result = { ok: true } | { ok: false; code: Code; message: string };

interface Running {
  frame: Command;
  tries: number;
  done: (result: Result) => void;
}

/**
 * Commands that make no sense after a reload (accept, decline, availability): kept in memory, sent again under
 * the same client id until they are acknowledged or finally refused.
 */
export class Commands {
  #send: (frame: Command) => boolean;
  #running = new Map<string, Running>();

  constructor(send: (frame: Command) => boolean) {
    this.#send = send;
  }

  run(frame: Command): Promise<Result> {
    return new Promise((done) => {
      this.#running.set(frame.client_id, { frame, tries: 0, done });
      this.#send(frame);
    });
  }

  connected(): void {
    for (const { frame } of this.#running.values()) this.#send(frame);
  }

  acknowledged(clientId: string): void {
    this.#finish(clientId, { ok: true });
  }

  refused(clientId: string, code: Code, message: string): void {
    const running = this.#running.get(clientId);
    if (!running) return;
    if (isFinal(code)) {
      this.#finish(clientId, { ok: false, code, message });
      return;
    }
    setTimeout(
      () => {
        if (this.#running.has(clientId)) this.#send(running.frame);
      },
      backoff(running.tries, 0.5),
    );
    running.tries += 1;
  }

  #finish(clientId: string, result: Result): void {
    const running = this.#running.get(clientId);
    this.#running.delete(clientId);
    running?.done(result);
  }
}
