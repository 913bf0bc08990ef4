import { createTheme, type MantineColorsTuple } from "@mantine/core";

// Index 6 on light and 7 on dark carry white text at 5:1 or better.
const brand: MantineColorsTuple = [
  "#eef0ff",
  "#e0e3ff",
  "#c7ccff",
  "#a5b0ff",
  "#8188f7",
  "#6b6ef0",
  "#4f46e5",
  "#5b5bd6",
  "#4a49b8",
  "#2f2b80",
];

const system = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';

/** The console's look; colours of surfaces and text are in `tokens.css`. */
export const theme = createTheme({
  primaryColor: "brand",
  primaryShade: { light: 6, dark: 7 },
  colors: { brand },
  fontFamily: system,
  headings: { fontFamily: system, fontWeight: "600" },
  defaultRadius: "md",
  cursorType: "pointer",
  focusRing: "never",
  respectReducedMotion: true,
});
