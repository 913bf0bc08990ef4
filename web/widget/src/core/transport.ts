import type { Code, ServerFrame, VisitorFrame } from "../wire";

/** One way to the server, for as long as it lasts. */
export interface Transport {
  send(frame: VisitorFrame): void;
  close(): void;
}

/** Opens one to an origin, with a session's token. */
export type Way = (origin: string, token: string, events: TransportEvents) => Transport;

/** How a server is reached: by socket, and where that fails by polling. */
export interface Ways {
  socket: Way;
  poll: Way;
}

export interface TransportEvents {
  /** Frames may be sent. */
  ready(): void;
  /** The server answered: the connection is known to work. */
  proven(): void;
  frame(frame: ServerFrame): void;
  /** It is over, once; with the code of the server's `bye`, where it said one. */
  down(code?: Code): void;
}
