/** Colours as `[r, g, b]`, 0 to 255, and their contrast by WCAG 2. */
export type Rgb = readonly [number, number, number];

const FALLBACK: Rgb = [37, 99, 235];

/** Reads `#rrggbb`; anything else gives a calm blue, because the value goes into a style sheet. */
export function parseColor(text: string): Rgb {
  if (!/^#[\da-f]{6}$/i.test(text)) return FALLBACK;
  const value = Number.parseInt(text.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

export function cssColor(color: Rgb): string {
  return `rgb(${color.map(Math.round).join(" ")})`;
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

export const WHITE: Rgb = [255, 255, 255];
export const BLACK: Rgb = [0, 0, 0];

/** The colour, moved towards black or white until it has `ratio` to 1 on `surface`. */
export function readableOn(color: Rgb, surface: Rgb, ratio = 4.5): Rgb {
  const target = contrast(WHITE, surface) > contrast(BLACK, surface) ? WHITE : BLACK;
  for (let step = 0; step < 20; step++) {
    const mixed = color.map((part, at) => part + ((target[at] ?? 0) - part) * (step / 20)) as [
      number,
      number,
      number,
    ];
    if (contrast(mixed, surface) >= ratio) return mixed;
  }
  return target;
}
