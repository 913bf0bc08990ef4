import { create } from "zustand";
import { pageStorage } from "./pageStorage";

interface Preferences {
  /** Whether offers and messages make a sound. */
  sound: boolean;
  /** Whether keyboard shortcuts work (they may get into the way of assistive software). */
  shortcuts: boolean;
  /** What the console speaks; null: what the browser asks for. */
  language: string | null;
}

const KEY = "frontdesk.preferences";

/** What this browser remembers of how its user likes the console. */
export const usePreferences = create<Preferences>(() => ({
  sound: true,
  shortcuts: true,
  language: null,
  ...remembered(),
}));

export function setPreference(part: Partial<Preferences>): void {
  usePreferences.setState(part);
  try {
    pageStorage()?.setItem(KEY, JSON.stringify(usePreferences.getState()));
  } catch {
    // Not remembered then.
  }
}

function remembered(): Partial<Preferences> {
  try {
    return JSON.parse(pageStorage()?.getItem(KEY) ?? "{}") as Partial<Preferences>;
  } catch {
    return {};
  }
}
