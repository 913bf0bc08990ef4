import type { CardKind } from "./stream";

/**
 * A name for a new card that none has. It is by chance, not by number: two who edit at the same time
 * must not give two cards the same one. `random` is in [0, 1).
 */
export function newId(kind: CardKind, taken: ReadonlySet<string>, random: () => number): string {
  for (;;) {
    const id = `${kind}_${Math.floor(random() * 36 ** 5)
      .toString(36)
      .padStart(5, "0")}`;
    if (!taken.has(id)) return id;
  }
}
