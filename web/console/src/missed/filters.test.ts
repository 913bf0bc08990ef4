import { expect, test } from "vitest";
import { readMissedFilters, within } from "./filters";

test("filters that are none are left out", () => {
  const filters = { reason: "no_rule", from: "2026-03-01", to: "2026-03-31" };
  expect(readMissedFilters(filters)).toEqual(filters);
  for (const day of ["", "yesterday", "2026-3-1", "2026-13-01", 7]) {
    expect(readMissedFilters({ reason: "odd", from: day, to: day })).toEqual({});
  }
});

test("the last day is within", () => {
  const { since, until } = within({ from: "2026-02-28", to: "2026-02-28" });
  expect(new Date(since ?? "")).toEqual(new Date(2026, 1, 28));
  expect(new Date(until ?? "")).toEqual(new Date(2026, 2, 1));
  expect(within({})).toEqual({});
});
