import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { socketTransport } from "../src/core/socketTransport";

class FakeSocket {
  static last: FakeSocket;
  readyState = 0;
  sent: string[] = [];
  closed = false;
  onopen?: () => void;
  onmessage?: (message: { data: string }) => void;
  onclose?: () => void;
  onerror?: () => void;

  constructor(readonly url: string) {
    FakeSocket.last = this;
  }
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.closed = true;
  }
  open() {
    this.readyState = 1;
    this.onopen?.();
  }
  hear(frame: object) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

const WELCOME = { type: "welcome", server_time: "2026-11-22T12:00:00Z", heartbeat_seconds: 20 };

function open() {
  const events = { ready: vi.fn(), proven: vi.fn(), frame: vi.fn(), down: vi.fn() };
  const transport = socketTransport("https://desk.example", "secret", events);
  return { events, transport, socket: FakeSocket.last };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
});
afterEach(() => void vi.useRealTimers());

test("the token goes into the first frame, not into the address", () => {
  const { socket, events } = open();
  expect(socket.url).toBe("wss://desk.example/api/visitor/socket");
  socket.open();
  expect(JSON.parse(socket.sent[0] ?? "")).toEqual({ type: "hello", protocol: 1, token: "secret" });
  expect(events.ready).not.toHaveBeenCalled();
  socket.hear(WELCOME);
  expect(events.ready).toHaveBeenCalledOnce();
});

test("silence of twice the heartbeat is the end of it, once", () => {
  const { socket, events } = open();
  socket.open();
  socket.hear(WELCOME);
  vi.advanceTimersByTime(39_000);
  socket.hear({ type: "heartbeat", server_time: "2026-11-22T12:00:39Z", last: [] });
  vi.advanceTimersByTime(39_999);
  expect(events.down).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(events.down).toHaveBeenCalledOnce();
  expect(socket.closed).toBe(true);
  socket.onclose?.();
  expect(events.down).toHaveBeenCalledOnce();
});

test("a ping that nothing answers shows a dead socket within seconds", () => {
  const { socket, events, transport } = open();
  socket.open();
  socket.hear(WELCOME);
  transport.send({ type: "ping" });
  vi.advanceTimersByTime(5000);
  expect(events.down).toHaveBeenCalledOnce();
});

test("a socket that is never welcomed, a goodbye, a frame of another world", () => {
  const never = open();
  never.socket.open();
  vi.advanceTimersByTime(10_000);
  expect(never.events.down).toHaveBeenCalledWith(undefined);

  const bye = open();
  bye.socket.open();
  bye.socket.onmessage?.({ data: "not JSON" });
  bye.socket.hear({ type: "bye", code: "wrong_protocol", message: "" });
  bye.socket.onclose?.();
  expect(bye.events.down).toHaveBeenCalledWith("wrong_protocol");
});

test("a policy that forbids sockets by throwing is a connection that failed", async () => {
  vi.stubGlobal("WebSocket", () => {
    throw new Error("refused");
  });
  const events = { ready: vi.fn(), proven: vi.fn(), frame: vi.fn(), down: vi.fn() };
  socketTransport("https://desk.example", "secret", events);
  expect(events.down).not.toHaveBeenCalled();
  await Promise.resolve();
  expect(events.down).toHaveBeenCalledOnce();
});
