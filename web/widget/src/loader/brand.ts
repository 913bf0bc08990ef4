import { cssColor, parseColor, textOn } from "../color";

/** The brand's colours as custom properties of the host. */
export function brand(color: string): string {
  const rgb = parseColor(color);
  return `:host{--fd-brand:${cssColor(rgb)};--fd-on-brand:${cssColor(textOn(rgb))}}`;
}
