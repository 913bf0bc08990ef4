import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { backoff } from "../src/core/backoff";
import { type Connection, SocketClient } from "../src/core/SocketClient";
import type { Code } from "../src/core/wire";
import { FakeSocket } from "./FakeSocket";

const states: Connection[] = [];
const finals: Code[] = [];
let refused = 0;

function client(): SocketClient {
  return new SocketClient({
    open: () => new FakeSocket(),
    onFrame: () => {},
    onState: (state) => states.push(state),
    onFinal: (bye) => finals.push(bye.code),
    onRefused: () => {
      refused += 1;
    },
    random: () => 0,
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  states.length = finals.length = refused = 0;
});
afterEach(() => void vi.useRealTimers());

test("says hello first and is open from the welcome on", () => {
  const socket = client();
  socket.start();
  expect(socket.send({ type: "ping" })).toBe(false);
  FakeSocket.last.welcome();
  expect(FakeSocket.last.sent[0]).toEqual({ type: "hello", protocol: 1 });
  expect(states).toEqual(["connecting", "open"]);
});

test("a connection on which nothing is heard for two heartbeats is dead, and comes back", () => {
  client().start();
  const first = FakeSocket.last;
  first.welcome();
  vi.advanceTimersByTime(19_000);
  expect(first.closed).toBe(false);
  expect(first.of("ping").length).toBeGreaterThan(0);
  vi.advanceTimersByTime(1_000);
  expect(first.closed).toBe(true);
  expect(states.at(-1)).toBe("waiting");
  vi.advanceTimersByTime(300);
  expect(FakeSocket.all).toHaveLength(2);
  FakeSocket.last.welcome();
  expect(states.at(-1)).toBe("open");
});

test("what is heard keeps it alive", () => {
  client().start();
  FakeSocket.last.welcome();
  for (let beat = 0; beat < 10; beat += 1) {
    vi.advanceTimersByTime(10_000);
    FakeSocket.last.say({ type: "heartbeat", server_time: new Date().toISOString(), last: [] });
  }
  expect(FakeSocket.all).toHaveLength(1);
});

test("a final bye stops for good", () => {
  client().start();
  FakeSocket.last.welcome();
  FakeSocket.last.say({ type: "bye", code: "signed_out", message: "" });
  vi.advanceTimersByTime(120_000);
  expect(finals).toEqual(["signed_out"]);
  expect(FakeSocket.all).toHaveLength(1);
});

test.each<Code>(["restarting", "too_slow", "busy"])("a passing bye (%s) is come back from", (code) => {
  client().start();
  FakeSocket.last.welcome();
  FakeSocket.last.say({ type: "bye", code, message: "" });
  vi.advanceTimersByTime(1_000);
  expect(FakeSocket.all).toHaveLength(2);
  expect(finals).toEqual([]);
});

test("a connection refused before its welcome is told, and tried again with growing pauses", () => {
  client().start();
  for (let attempt = 0; attempt < 4; attempt += 1) {
    FakeSocket.last.onclose?.();
    vi.advanceTimersByTime(backoff(attempt, 0) - 1);
    const before = FakeSocket.all.length;
    vi.advanceTimersByTime(1);
    expect(FakeSocket.all.length).toBe(before + 1);
  }
  expect(refused).toBe(4);
});

test("pauses grow to a limit, and chance spreads them", () => {
  expect(backoff(0, 0)).toBe(250);
  expect(backoff(0, 0.999)).toBeLessThanOrEqual(500);
  expect(backoff(3, 0)).toBe(2000);
  expect(backoff(500, 0.999)).toBeLessThanOrEqual(15_000);
});

test("a nudge ends the pause", () => {
  const socket = client();
  socket.start();
  FakeSocket.last.onclose?.();
  socket.nudge();
  expect(FakeSocket.all).toHaveLength(2);
});
