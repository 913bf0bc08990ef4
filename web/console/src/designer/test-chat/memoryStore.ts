import type { Store } from "@frontdesk/widget/src/store";

/** Keeps what the chat keeps of a visitor only for as long as the test is open. */
export function memoryStore(): Store {
  const kept = new Map<string, string>();
  return {
    get: (name) => kept.get(name) ?? null,
    set: (name, value) => void kept.set(name, value),
    remove: (name) => void kept.delete(name),
    names: () => [...kept.keys()],
  };
}
