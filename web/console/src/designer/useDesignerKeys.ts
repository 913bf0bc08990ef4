import { useEffect } from "react";
import { takesText } from "../keyboard/shortcut";
import { pageStorage } from "../ui/pageStorage";
import type { Editor } from "./core/Editor";

/** Where cards are kept for a paste when the system's clipboard is out of reach. */
const KEPT = "frontdesk-cards";

/**
 * Undo, redo, copy, cut, paste, duplicate, select all and delete by the keyboard. Where a field takes text, or a dialog
 * is open, the keys mean what they mean there.
 */
export function useDesignerKeys(editor: Editor): void {
  useEffect(() => {
    const elsewhere = (event: Event) =>
      takesText(event.target) || document.querySelector("[role=dialog], [role=menu]") !== null;
    const pressed = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey || elsewhere(event)) return;
      const mod = event.ctrlKey || event.metaKey;
      const action = actionOf(editor, mod ? `Mod+${event.key.toLowerCase()}` : event.key, event.shiftKey);
      const removes = event.key === "Delete" || event.key === "Backspace";
      if (action === null || (removes && !onBoard(event.target))) return;
      event.preventDefault();
      action();
    };
    const copied = (event: ClipboardEvent) => {
      const text = elsewhere(event) || hasMarkedText() ? null : editor.copied();
      if (text === null) return;
      event.preventDefault();
      event.clipboardData?.setData("text/plain", text);
      keep(text);
      if (event.type === "cut") editor.removeSelected();
    };
    const pasted = (event: ClipboardEvent) => {
      if (elsewhere(event)) return;
      const text = event.clipboardData?.getData("text/plain") || kept();
      if (text !== null && editor.paste(text, null)) event.preventDefault();
    };
    window.addEventListener("keydown", pressed);
    document.addEventListener("copy", copied);
    document.addEventListener("cut", copied);
    document.addEventListener("paste", pasted);
    return () => {
      window.removeEventListener("keydown", pressed);
      document.removeEventListener("copy", copied);
      document.removeEventListener("cut", copied);
      document.removeEventListener("paste", pasted);
    };
  }, [editor]);
}

function actionOf(editor: Editor, key: string, shift: boolean): (() => void) | null {
  switch (key) {
    case "Mod+z":
      return () => (shift ? editor.redo() : editor.undo());
    case "Mod+y":
      return () => editor.redo();
    case "Mod+d":
      return () => editor.duplicateSelected();
    case "Mod+a":
      return () => editor.select(editor.stream.cards.map(({ id }) => id));
    case "Delete":
    case "Backspace":
      return () => editor.removeSelected();
    default:
      return null;
  }
}

/** Whether keys pressed there are about the cards: on a button of the panel they are not. */
function onBoard(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.closest("[data-board]") !== null);
}

function hasMarkedText(): boolean {
  return (document.getSelection()?.toString() ?? "") !== "";
}

function keep(text: string): void {
  try {
    pageStorage()?.setItem(KEPT, text);
  } catch {
    // It is full: the system's clipboard has it all the same.
  }
}

function kept(): string | null {
  return pageStorage()?.getItem(KEPT) ?? null;
}
