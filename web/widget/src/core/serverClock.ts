/** The server's time, as far as its frames told it: countdowns must not depend on the browser's clock. */
export class ServerClock {
  #offset = 0;

  learn(serverTime: string): void {
    const time = Date.parse(serverTime);
    if (!Number.isNaN(time)) this.#offset = time - Date.now();
  }

  now(): number {
    return Date.now() + this.#offset;
  }

  /** Whole seconds until then, never below 0. */
  secondsUntil(time: string): number {
    return Math.max(0, Math.ceil((Date.parse(time) - this.now()) / 1000));
  }
}
