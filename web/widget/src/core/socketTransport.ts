import { type Code, PROTOCOL, type ServerFrame } from "../wire";
import type { Transport, TransportEvents } from "./transport";

/** A socket that has not been welcomed by then never will be. */
const WELCOME_WITHIN = 10_000;
/** How soon something must be heard after a `ping`. */
const PONG_WITHIN = 5_000;

/** The WebSocket way. The session goes into the first frame, never into the address, which ends up in logs. */
export function socketTransport(origin: string, token: string, events: TransportEvents): Transport {
  let socket: WebSocket | undefined;
  let over = false;
  let silence = WELCOME_WITHIN;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let code: Code | undefined;

  const end = () => {
    if (over) return;
    over = true;
    clearTimeout(watchdog);
    events.down(code);
  };
  // A dead network does not close sockets: silence is the only sign.
  const watch = (milliseconds: number) => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => {
      end();
      socket?.close();
    }, milliseconds);
  };
  const hear = (frame: ServerFrame) => {
    if (frame.type === "welcome") {
      silence = frame.heartbeat_seconds * 2000;
      events.frame(frame);
      events.ready();
      events.proven();
    } else {
      if (frame.type === "bye") code = frame.code;
      events.frame(frame);
    }
    watch(silence);
  };

  watch(WELCOME_WITHIN);
  try {
    const opened = new WebSocket(`${origin.replace(/^http/, "ws")}/api/visitor/socket`);
    socket = opened;
    opened.onopen = () => opened.send(JSON.stringify({ type: "hello", protocol: PROTOCOL, token }));
    opened.onmessage = (message) => {
      if (over) return;
      try {
        hear(JSON.parse(String(message.data)) as ServerFrame);
      } catch {
        // Not of this protocol: whatever it was, the log fills the gap.
      }
    };
    opened.onclose = end;
    opened.onerror = end;
  } catch {
    // A policy may forbid sockets by throwing; the caller must have us in hand before it hears of it.
    queueMicrotask(end);
  }

  return {
    send(frame) {
      if (socket?.readyState !== 1) return;
      socket.send(JSON.stringify(frame));
      if (frame.type === "ping") watch(PONG_WITHIN);
    },
    close() {
      over = true;
      clearTimeout(watchdog);
      socket?.close();
    },
  };
}
