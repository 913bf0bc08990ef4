import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeVisit, type Visit } from "../src/loader/visit";
import { openStore } from "../src/store";
import type { PageView } from "../src/wire";

const view = (more: Partial<PageView>) => more as PageView;
let visit: Visit;
const come = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("innerHeight", 1000);
  localStorage.clear();
  come.mockClear();
  history.replaceState(null, "", "/a");
  long(3000);
  scroll(0);
  visit = makeVisit(openStore("localStorage"), come);
});
afterEach(() => {
  visit.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function long(height: number) {
  Object.defineProperty(document.documentElement, "scrollHeight", { value: height, configurable: true });
}

function scroll(to: number) {
  vi.stubGlobal("scrollY", to);
  dispatchEvent(new Event("scroll"));
}

const seconds = (count: number) => vi.advanceTimersByTime(1000 * count);

test("TARGET-3 time on a page adds up over visits to it, time on the site over all pages", () => {
  visit.watch(view({ timed: true, wait: { page: 30 } }));
  seconds(10);
  // As a page of one script changes its address.
  history.pushState(null, "", "/b?x=1");
  visit.watch(view({ timed: true }));
  seconds(50);
  expect(visit.spent()).toMatchObject({ page: 50, site: 60 });
  history.pushState(null, "", "/a#top");
  visit.watch(view({ timed: true, wait: { page: 30 } }));
  seconds(19);
  expect(come).not.toHaveBeenCalled();
  seconds(1);
  expect(come).toHaveBeenCalledTimes(1);
  expect(visit.spent()).toMatchObject({ page: 30, site: 80 });
});

test("TARGET-3 what was counted is known after a reload", () => {
  visit.watch(view({ timed: true }));
  seconds(7);
  visit.stop();
  visit = makeVisit(openStore("localStorage"), come);
  expect(visit.spent()).toMatchObject({ page: 7, site: 7 });
});

test("TARGET-3 a share of the page scrolled by has come once it was reached, whatever follows", () => {
  visit.watch(view({ wait: { scrolled: 50 } }));
  scroll(980);
  expect(come).not.toHaveBeenCalled();
  scroll(1020);
  scroll(0);
  expect(come).toHaveBeenCalledTimes(1);
  expect(visit.spent().scrolled).toBe(51);
  history.pushState(null, "", "/b");
  expect(visit.spent().scrolled).toBe(0);
});

test("TARGET-3 only all of it together has come", () => {
  visit.watch(view({ timed: true, wait: { site: 5, scrolled: 50 } }));
  seconds(10);
  expect(come).not.toHaveBeenCalled();
  scroll(2000);
  expect(come).toHaveBeenCalledTimes(1);
});

test("TARGET-3 a page that can't be scrolled counts as read to its end, once it is all there", () => {
  long(1000);
  const state = vi.spyOn(document, "readyState", "get").mockReturnValue("interactive");
  visit.watch(view({ wait: { scrolled: 100 } }));
  seconds(2);
  expect(come).not.toHaveBeenCalled();
  state.mockReturnValue("complete");
  seconds(1);
  expect(come).toHaveBeenCalledTimes(1);
});

test("nothing is kept where no dialogue waits for time, and what is kept is bounded", () => {
  visit.watch(view({ wait: { scrolled: 50 } }));
  seconds(5);
  expect(localStorage.length).toBe(0);
  visit.watch(view({ timed: true }));
  for (let page = 0; page < 120; page++) {
    history.replaceState(null, "", `/${page}`);
    seconds(1);
  }
  const kept = JSON.parse(localStorage.getItem("frontdesk.spent") ?? "[]") as [string, number][];
  expect(kept.length).toBe(50);
  expect(kept.slice(-2)).toEqual([
    ["", 120],
    ["/119", 1],
  ]);
});

test("where storage is blocked, time is counted as long as the page is there", () => {
  const blocked = vi.spyOn(window, "localStorage", "get").mockImplementation(() => {
    throw new Error("blocked");
  });
  visit = makeVisit(openStore("localStorage"), come);
  visit.watch(view({ timed: true, wait: { page: 3 } }));
  seconds(3);
  expect(come).toHaveBeenCalledTimes(1);
  blocked.mockRestore();
});

test("once stopped, nothing goes on", () => {
  visit.watch(view({ timed: true, wait: { site: 3, scrolled: 10 } }));
  seconds(1);
  visit.stop();
  scroll(2000);
  seconds(60);
  expect(come).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});
