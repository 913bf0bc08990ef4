import { expect, test, vi } from "vitest";
import { startLauncher } from "../src/loader/launcher";

test("the chat is fetched once, and only when the visitor reaches for it", () => {
  const load = vi.fn(() => Promise.resolve({ mount: vi.fn() }));
  const host = startLauncher(load);
  const button = host.shadowRoot?.querySelector("button");
  expect(load).not.toHaveBeenCalled();
  button?.dispatchEvent(new Event("pointerenter"));
  button?.dispatchEvent(new Event("focus"));
  expect(load).toHaveBeenCalledTimes(1);
});
