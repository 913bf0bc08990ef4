import { afterEach, expect, test, vi } from "vitest";
import { speak } from "../messages/language";
import { ApiError } from "../session/session";
import { copyName, duplicate } from "./duplicate";
import { readFile, save } from "./queries";

vi.mock("./queries", async (original) => ({
  ...(await original<typeof import("./queries")>()),
  readFile: vi.fn(async () => ({ name: "Prices", targets: [] })),
  save: vi.fn(),
}));

afterEach(() => speak("en"));

test("a copy is called after its original, in the console's language, with a number where that is taken", async () => {
  expect(copyName("Prices", 1)).toBe("Copy of Prices");
  expect(copyName("Prices", 2)).toBe("Copy of Prices (2)");
  await speak("sv");
  expect(copyName("Priser", 1)).toBe("Kopia av Priser");
});

test("the name of a copy is no longer than a name may be", () => {
  for (const number of [1, 2, 100]) {
    const name = copyName("😀".repeat(200), number);
    expect([...name]).toHaveLength(200);
    expect(name).toMatch(number === 1 ? /😀$/u : new RegExp(` \\(${number}\\)$`));
  }
});

test("names are tried until one is free; another refusal is the end of it", async () => {
  const taken = new ApiError("taken", "taken");
  vi.mocked(save).mockRejectedValueOnce(taken).mockRejectedValueOnce(taken);
  await duplicate("one", "Prices");
  expect(vi.mocked(readFile)).toHaveBeenCalledWith("one");
  expect(
    vi.mocked(save).mock.calls.map(([file, only_new]) => [(file as { name: string }).name, only_new]),
  ).toEqual([
    ["Copy of Prices", true],
    ["Copy of Prices (2)", true],
    ["Copy of Prices (3)", true],
  ]);
  vi.mocked(save).mockReset().mockRejectedValue(new ApiError("invalid", "no"));
  await expect(duplicate("one", "Prices")).rejects.toThrow("no");
  expect(vi.mocked(save)).toHaveBeenCalledTimes(1);
});
