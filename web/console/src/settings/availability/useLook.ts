import { useEffect, useState } from "react";
import { type Draft, toSchedule } from "./draft";
import { look, type ScheduleLook } from "./queries";

/** After the last change, before the server is asked. */
const PAUSE_MS = 400;

/** What the server says of a draft, as of its last pause; null while nothing is edited. */
export function useLook(draft: Draft | null): ScheduleLook | null {
  const [looked, setLooked] = useState<ScheduleLook | null>(null);
  useEffect(() => {
    if (draft === null) {
      setLooked(null);
      return;
    }
    let current = true;
    const timer = setTimeout(() => {
      // Not answered, what was said before stands; saving asks again.
      look(toSchedule(draft)).then(
        (told) => current && setLooked(told),
        () => {},
      );
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [draft]);
  return looked;
}
