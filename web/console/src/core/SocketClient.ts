import { backoff } from "./backoff";
import { type Bye, type ClientFrame, isFinal, PROTOCOL, type ServerFrame } from "./wire";

/** The part of a WebSocket that is used; tests bring their own. */
export interface SocketLike {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  send(data: string): void;
  close(): void;
}

/** `open` means welcomed; `waiting` means between two tries; `stopped` never comes back by itself. */
export type Connection = "connecting" | "open" | "waiting" | "stopped";

export interface SocketOptions {
  open: () => SocketLike;
  /** Every frame but `bye`, in order; `welcome` comes before the state turns `open`. */
  onFrame: (frame: ServerFrame) => void;
  onState: (state: Connection) => void;
  /** The server said goodbye for good. */
  onFinal: (bye: Bye) => void;
  /** A connection closed before its welcome: a refused upgrade looks like that, so the session may be over. */
  onRefused: () => void;
  random?: () => number;
  now?: () => number;
}

/** Until a welcome says how often hearts beat. */
const WELCOME_WITHIN_MS = 10_000;

/** Keeps one agent socket up: hello and welcome, heartbeats, coming back with growing, jittered pauses. */
export class SocketClient {
  #options: SocketOptions;
  #socket: SocketLike | null = null;
  #state: Connection = "stopped";
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setTimeout> | undefined;
  #beatMs = 0;
  #heardAt = 0;
  #saidAt = 0;

  constructor(options: SocketOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#state === "stopped") this.#connect();
  }

  stop(): void {
    clearTimeout(this.#retry);
    this.#drop();
    this.#turn("stopped");
  }

  /** The network came back or the page was looked at: don't sit out the pause. */
  nudge(): void {
    if (this.#state === "waiting") {
      clearTimeout(this.#retry);
      this.#connect();
    } else if (this.#state === "open") {
      this.send({ type: "ping" });
    }
  }

  /** Sends now or not at all: keeping things for later is the outbox's work. */
  send(frame: ClientFrame): boolean {
    if (this.#state !== "open" || !this.#socket) return false;
    this.#saidAt = this.#now();
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #connect(): void {
    this.#turn("connecting");
    this.#beatMs = 0;
    this.#heardAt = this.#now();
    const socket = this.#options.open();
    this.#socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ type: "hello", protocol: PROTOCOL }));
    socket.onmessage = ({ data }) => {
      if (socket === this.#socket && typeof data === "string") this.#heard(data);
    };
    socket.onclose = () => {
      if (socket === this.#socket) this.#lost();
    };
    this.#watchFor(WELCOME_WITHIN_MS);
  }

  #heard(data: string): void {
    this.#heardAt = this.#now();
    const frame = JSON.parse(data) as ServerFrame;
    if (frame.type === "bye") {
      if (isFinal(frame.code)) {
        this.stop();
        this.#options.onFinal(frame);
      } else {
        this.#lost();
      }
      return;
    }
    if (frame.type === "welcome") {
      this.#attempt = 0;
      this.#beatMs = frame.heartbeat_seconds * 1000;
      this.#saidAt = this.#now();
      this.#watchFor(this.#beatMs);
      this.#options.onFrame(frame);
      this.#turn("open");
      return;
    }
    this.#options.onFrame(frame);
    // Answering a heartbeat rather than only a timer: browsers slow the timers of hidden pages to one a minute.
    if (frame.type === "heartbeat") this.#pingIfQuiet();
  }

  #pingIfQuiet(): void {
    if (this.#now() - this.#saidAt >= this.#beatMs * 0.75) this.send({ type: "ping" });
  }

  #watchFor(ms: number): void {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => {
      const limit = this.#beatMs === 0 ? WELCOME_WITHIN_MS : this.#beatMs * 2;
      const silent = this.#now() - this.#heardAt;
      if (silent >= limit) {
        this.#lost();
        return;
      }
      this.#pingIfQuiet();
      this.#watchFor(Math.min(ms, limit - silent));
    }, ms);
  }

  /** Doesn't wait for the browser to notice: a dead connection may take minutes to close. */
  #lost(): void {
    const welcomed = this.#state === "open";
    this.#drop();
    this.#turn("waiting");
    const random = this.#options.random ?? Math.random;
    this.#retry = setTimeout(() => this.#connect(), backoff(this.#attempt, random()));
    this.#attempt += 1;
    if (!welcomed) this.#options.onRefused();
  }

  #drop(): void {
    clearTimeout(this.#watch);
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #turn(state: Connection): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState(state);
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }
}
