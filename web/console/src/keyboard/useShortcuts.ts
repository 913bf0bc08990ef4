import { useEffect, useRef } from "react";
import { usePreferences } from "../ui/preferences";
import { type Shortcut, shortcutOf, takesText } from "./shortcut";

/** Runs what is given for each shortcut, while shortcuts are on, no field takes text and no dialog is open. */
export function useShortcuts(actions: Partial<Record<Shortcut, () => void>>): void {
  const on = usePreferences((state) => state.shortcuts);
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    if (!on) return;
    const pressed = (event: KeyboardEvent) => {
      const { key, code, altKey, ctrlKey, metaKey, shiftKey, isComposing } = event;
      const altGraph = event.getModifierState("AltGraph");
      const shortcut = shortcutOf({ key, code, altKey, ctrlKey, metaKey, shiftKey, isComposing, altGraph });
      const action = shortcut === null ? undefined : latest.current[shortcut];
      if (!action || takesText(event.target) || document.querySelector("[role=dialog], [role=menu]")) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [on]);
}
