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
  const memory = new Map<string, string>();
  let real: Storage | undefined;
  try {
    real = window[kind];
    real.getItem(PREFIX);
  } catch {
    real = undefined;
  }
  return {
    get: (name) => memory.get(name) ?? real?.getItem(PREFIX + name) ?? null,
    set(name, value) {
      try {
        if (!real) throw 0;
        real.setItem(PREFIX + name, value);
        memory.delete(name);
      } catch {
        memory.set(name, value);
      }
    },
    remove(name) {
      memory.delete(name);
      real?.removeItem(PREFIX + name);
    },
    names() {
      const kept = Object.keys(real ?? {}).filter((key) => key.startsWith(PREFIX));
      return [...memory.keys(), ...kept.map((key) => key.slice(PREFIX.length))];
    },
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
