import { Drawing } from "../ui/Icon";

/** Drawings that only the designer has. */
const PATHS = {
  message: "M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12h5",
  question: "M4 5h16v11H11l-5 4v-4H4zM10 8.500c.6-1.300 4-1.300 4 .6 0 1.300-2 1.400-2 2.700M12 13.800v.2",
  capture: "M3 7h18v10H3zM7 10v4M6 10h2M6 14h2M11 12h6",
  live_chat: "M3 5h12v8H9l-4 3v-3H3zM18 9h3v8h-2v3l-4-3h-4v-1",
  meeting: "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5M9 15l2 2 4-4",
  goal: "M6 21V4M6 4h12l-3 4 3 4H6",
  action: "M13 3L5 13h6l-1 8 8-10h-6z",
  condition: "M12 3v5M12 8c0 5-6 4-6 12M12 8c0 5 6 4 6 12M3 17l3 3 3-3M15 17l3 3 3-3",
  undo: "M9 14L4 9l5-5M4 9h10a6 6 0 010 12h-3",
  redo: "M15 14l5-5-5-5M20 9H10a6 6 0 000 12h3",
  tidy: "M3 4h7v6H3zM14 4h7v6h-7zM14 14h7v6h-7zM10 7h4M12 7v10h2",
  remove: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
  minus: "M5 12h14",
  fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  canvas: "M3 5h6v5H3zM15 14h6v5h-6zM9 7.500h3.500v9H15",
  outline: "M4 6h16M8 12h12M12 18h8M4 12h.01M8 18h.01",
} as const;

export type GlyphName = keyof typeof PATHS;

/** A line drawing of the designer; decorative always, as all icons are. */
export function Glyph({ name, size = 18 }: { name: GlyphName; size?: number }) {
  return <Drawing path={PATHS[name]} size={size} />;
}
