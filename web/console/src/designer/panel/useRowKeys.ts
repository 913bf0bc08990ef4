import { useState } from "react";
import { moved } from "../../ordered/moved";

let last = 0;

function fresh(count: number): number[] {
  return Array.from({ length: count }, () => {
    last += 1;
    return last;
  });
}

/** Names for rows that have none in the file, so that the focus stays with the row that is moved. */
export function useRowKeys(count: number) {
  const [keys, setKeys] = useState<readonly number[]>(() => fresh(count));
  // Rows may come and go by other ways, such as undo.
  const all = keys.length < count ? [...keys, ...fresh(count - keys.length)] : keys.slice(0, count);
  if (keys.length !== count) setKeys(all);
  return {
    keys: all,
    move: (from: number, to: number) => setKeys(moved(all, from, to)),
    remove: (at: number) => setKeys(all.toSpliced(at, 1)),
  };
}
