import { expect, test } from "vitest";
import { readDialogueFilters } from "./filters";

test("filters that are none are left out", () => {
  const filters = { q: "prices", status: "archived" };
  expect(readDialogueFilters({ ...filters, page: 2 })).toEqual(filters);
  for (const q of ["", " ", 7, null]) expect(readDialogueFilters({ q })).toEqual({});
  for (const status of ["", "gone", "toString", 7, ["draft"]]) {
    expect(readDialogueFilters({ status })).toEqual({});
  }
});
