import { useEffect, useState } from "react";
import { newClientId } from "../core/newClientId";
import type { Saver } from "./core/Saver";
import { type Draft, editing, leave } from "./queries";

/** How often this tab tells that it is here, in ms. */
const AGAIN_MS = 10_000;

/** Who else has the designer open, by name; what they have changed is taken in. */
export function useOthers(dialogue: string, saver: Saver<Draft>, here: boolean): readonly string[] {
  const [tab] = useState(newClientId);
  const [others, setOthers] = useState<readonly string[]>([]);
  useEffect(() => {
    if (!here) return;
    let gone = false;
    const tell = async () => {
      const heard = await editing(dialogue, tab).catch(() => null);
      if (gone || heard === null) return;
      const names = heard.others.map(({ name }) => name);
      setOthers((before) => (before.join("\n") === names.join("\n") ? before : names));
      await saver.heard(heard.revision);
    };
    void tell();
    const timer = setInterval(() => void tell(), AGAIN_MS);
    return () => {
      gone = true;
      clearInterval(timer);
      void leave(dialogue, tab).catch(() => {});
    };
  }, [dialogue, saver, tab, here]);
  return others;
}
