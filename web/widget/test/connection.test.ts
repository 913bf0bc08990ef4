import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { backoff } from "../src/core/backoff";
import { Connection, type Link } from "../src/core/connection";
import type { ServerFrame } from "../src/wire";
import { fakeWays } from "./fakeServer";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function connect() {
  const fake = fakeWays();
  const links: Link[] = [];
  const frames: ServerFrame[] = [];
  const ready = vi.fn();
  const lost = vi.fn();
  const connection = new Connection(
    "https://desk.example",
    "token",
    { ready, lost, frame: (frame) => frames.push(frame), link: (link) => links.push(link) },
    fake.ways,
  );
  connection.start();
  return { ...fake, connection, links, frames, ready, lost };
}

test("waits grow from half a second to 15 seconds, half of it chance", () => {
  expect(backoff(0, () => 0)).toBe(250);
  expect(backoff(0, () => 1)).toBe(500);
  expect(backoff(3, () => 1)).toBe(4000);
  expect(backoff(5, () => 1)).toBe(15_000);
  expect(backoff(1000, () => 1)).toBe(15_000);
});

test("a lost socket is opened again, and the new one is ready anew", () => {
  const { opened, last, ready, lost, links } = connect();
  last().welcome();
  last().events.down();
  expect(lost).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(500);
  expect(opened).toHaveLength(2);
  last().welcome();
  expect(ready).toHaveBeenCalledTimes(2);
  expect(links).toEqual(["up", "connecting", "up"]);
});

test("a server that welcomes and hangs up is not stormed", () => {
  const { opened, last } = connect();
  for (let seconds = 0; seconds < 60; seconds++) {
    if (!last().closed) {
      last().welcome();
      last().events.down();
      last().closed = true;
    }
    vi.advanceTimersByTime(1000);
  }
  expect(opened.length).toBeLessThan(14);
});

test("after two sockets without a welcome it polls; when polling breaks, one socket is tried first", () => {
  const { opened, last } = connect();
  const kinds = () => opened.map((way) => way.kind);
  last().events.down();
  vi.advanceTimersByTime(15_000);
  last().events.down();
  vi.advanceTimersByTime(15_000);
  expect(kinds()).toEqual(["socket", "socket", "poll"]);
  last().events.down();
  vi.advanceTimersByTime(15_000);
  last().events.down();
  vi.advanceTimersByTime(15_000);
  expect(kinds()).toEqual(["socket", "socket", "poll", "socket", "poll"]);
});

test("polling that works gives way to a socket soon; when that fails once more, only after 5 minutes", () => {
  const { opened, last } = connect();
  const kinds = () => opened.map((way) => way.kind);
  for (let time = 0; time < 2; time++) {
    last().events.down();
    vi.advanceTimersByTime(15_000);
  }
  last().events.proven();
  vi.advanceTimersByTime(3000);
  expect(kinds()).toEqual(["socket", "socket", "poll", "socket"]);
  last().events.down();
  vi.advanceTimersByTime(15_000);
  last().events.proven();
  vi.advanceTimersByTime(290_000);
  expect(kinds()).toEqual(["socket", "socket", "poll", "socket", "poll"]);
  vi.advanceTimersByTime(11_000);
  expect(kinds().at(-1)).toBe("socket");
});

test("a socket that worked once is no reason to poll when it breaks", () => {
  const { opened, last } = connect();
  for (let time = 0; time < 4; time++) {
    last().welcome();
    last().events.down();
    vi.advanceTimersByTime(15_000);
  }
  expect(opened.every((way) => way.kind === "socket")).toBe(true);
});

test("a final goodbye stops for good; another one does not", () => {
  const { opened, last, links } = connect();
  last().welcome();
  last().say({ type: "bye", code: "restarting", message: "" });
  last().events.down("restarting");
  vi.advanceTimersByTime(15_000);
  expect(opened).toHaveLength(2);
  last().events.down("signed_out");
  vi.advanceTimersByTime(600_000);
  dispatchEvent(new Event("online"));
  expect(opened).toHaveLength(2);
  expect(links.at(-1)).toBe("stopped");
});

test("coming back online tries at once, and asks a quiet socket whether it lives", () => {
  const { opened, last, connection } = connect();
  last().events.down();
  dispatchEvent(new Event("online"));
  expect(opened).toHaveLength(2);
  last().welcome();
  dispatchEvent(new Event("online"));
  expect(last().sent).toEqual([{ type: "ping" }]);
  connection.stop();
  dispatchEvent(new Event("online"));
  expect(opened).toHaveLength(2);
  expect(last().closed).toBe(true);
});
