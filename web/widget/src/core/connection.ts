import type { Code, ServerFrame, VisitorFrame } from "../wire";
import { backoff } from "./backoff";
import { isFinal } from "./isFinal";
import { pollTransport } from "./pollTransport";
import { socketTransport } from "./socketTransport";
import type { Transport, TransportEvents, Ways } from "./transport";

/** So many sockets in a row that were never welcomed mean that the network lets none through. */
const SOCKETS_BEFORE_POLLING = 2;
/** How long to poll before a socket is tried again. */
const POLL_FOR = 300_000;
/** The first time sooner: sockets fail, too, while the whole network or the server is away. */
const FIRST_POLL_FOR = 2_000;
/** A connection that lasted so long was a good one: the next failure starts with a short wait again. */
const GOOD_AFTER = 5_000;

export type Link = "connecting" | "up" | "stopped";

export interface ConnectionEvents {
  /** Frames may be sent: subscribe again, send again what is not acknowledged. */
  ready(): void;
  /** Frames may no longer be sent. */
  lost(): void;
  frame(frame: ServerFrame): void;
  /** The link is another one; with the final code when it stopped for good. */
  link(link: Link, code?: Code): void;
}

/** Keeps a way to the server open, by socket where that works, else by HTTP, and comes back when it breaks. */
export class Connection {
  #transport: Transport | undefined;
  #link: Link = "connecting";
  #attempt = 0;
  #unwelcomed = 0;
  /** Whether polling has worked since a socket last did. */
  #polled = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #change: ReturnType<typeof setTimeout> | undefined;
  #wake = () => {
    if (document.visibilityState !== "hidden") this.wake();
  };

  constructor(
    readonly origin: string,
    readonly token: string,
    readonly events: ConnectionEvents,
    readonly ways: Ways = { socket: socketTransport, poll: pollTransport },
  ) {}

  start(): void {
    addEventListener("online", this.#wake);
    document.addEventListener("visibilitychange", this.#wake);
    this.#open();
  }

  stop(): void {
    removeEventListener("online", this.#wake);
    document.removeEventListener("visibilitychange", this.#wake);
    clearTimeout(this.#timer);
    clearTimeout(this.#change);
    this.#transport?.close();
    this.#transport = undefined;
  }

  send(frame: VisitorFrame): void {
    this.#transport?.send(frame);
  }

  /** The network or the visitor is back: don't wait for the timer, and don't trust a quiet socket. */
  wake(): void {
    if (this.#link === "stopped") return;
    if (this.#transport) this.#transport.send({ type: "ping" });
    else this.#open();
  }

  #open(): void {
    clearTimeout(this.#timer);
    const polling = this.#unwelcomed >= SOCKETS_BEFORE_POLLING;
    let provenAt = 0;
    let over = false;
    let said = false;
    const events: TransportEvents = {
      ready: () => this.events.ready(),
      proven: () => {
        if (!provenAt && polling) changeAfter(this.#polled ? POLL_FOR : FIRST_POLL_FOR);
        provenAt ||= Date.now();
        this.#polled = polling;
        if (!polling) this.#unwelcomed = 0;
        this.#be("up");
      },
      frame: (frame) => {
        if (frame.type === "bye") said = true;
        this.events.frame(frame);
      },
      down: (code) => {
        if (over) return;
        over = true;
        clearTimeout(this.#change);
        this.#transport = undefined;
        this.events.lost();
        if (code && isFinal(code)) {
          this.#be("stopped", code);
          return this.stop();
        }
        // After polling broke, one socket is tried before polling again.
        if (polling) this.#unwelcomed = SOCKETS_BEFORE_POLLING - 1;
        else if (!provenAt && !said) this.#unwelcomed++;
        if (provenAt && Date.now() - provenAt >= GOOD_AFTER) this.#attempt = 0;
        this.#be("connecting");
        this.#timer = setTimeout(() => this.#open(), backoff(this.#attempt++));
      },
    };
    const changeAfter = (milliseconds: number) => {
      this.#change = setTimeout(() => {
        this.#attempt = 0;
        this.#transport?.close();
        events.down();
      }, milliseconds);
    };
    this.#transport = (polling ? this.ways.poll : this.ways.socket)(this.origin, this.token, events);
  }

  #be(link: Link, code?: Code): void {
    if (this.#link === link) return;
    this.#link = link;
    this.events.link(link, code);
  }
}
