/** Everything kept in the browser has this prefix, so that `shutdown` can forget it all. */
const PREFIX = "frontdesk.";

/** Strings by name, kept by the browser where it lets us, else in memory. */
export interface Store {
  get(name: string): string | null;
  set(name: string, value: string): void;
  remove(name: string): void;
  names(): string[];
}

/** Storage may be forbidden (touching it throws) or full; the chat must work all the same. */
export function openStore(kind: "localStorage" | "sessionStorage"): Store {
  const memory: Record<string, string> = {};
  let real: Partial<Storage> = {};
  try {
    real = window[kind];
    real.getItem?.(PREFIX);
  } catch {
    real = {};
  }
  return {
    get: (name) => memory[PREFIX + name] ?? real.getItem?.(PREFIX + name) ?? null,
    set(name, value) {
      delete memory[PREFIX + name];
      try {
        if (!real.setItem) throw 0;
        real.setItem(PREFIX + name, value);
      } catch {
        memory[PREFIX + name] = value;
      }
    },
    remove(name) {
      delete memory[PREFIX + name];
      real.removeItem?.(PREFIX + name);
    },
    names: () =>
      Object.keys({ ...real, ...memory })
        .filter((key) => key.startsWith(PREFIX))
        .map((key) => key.slice(PREFIX.length)),
  };
}

/** The name under which a storage event's key was stored; `null` when it isn't ours. */
export function nameOfKey(key: string | null): string | null {
  return key?.startsWith(PREFIX) ? key.slice(PREFIX.length) : null;
}

/** Forgets everything. */
export function clearStore(store: Store): void {
  for (const name of store.names()) store.remove(name);
}
