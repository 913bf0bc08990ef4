import { cssColor, parseColor, type Rgb, readableOn } from "../color";

/** The surfaces of chat.css, on which the accent must be readable. */
const LIGHT: Rgb = [255, 255, 255];
const DARK: Rgb = [24, 26, 31];

/** The brand's colour as text and border, made readable on both surfaces. */
export function accents(color: string): string {
  const rgb = parseColor(color);
  const rule = (surface: Rgb) => `.fdc{--fd-accent:${cssColor(readableOn(rgb, surface))}}`;
  return `${rule(LIGHT)}@media(prefers-color-scheme:dark){${rule(DARK)}}`;
}
