import { expect, test } from "vitest";
import { contrast, parseColor, type Rgb, readableOn } from "../src/color";

test("any brand colour, as text, has 4.5 to 1", () => {
  const surface: Rgb = [24, 26, 31];
  for (let value = 0; value <= 0xffffff; value += 4099) {
    const color = parseColor(`#${value.toString(16).padStart(6, "0")}`);
    expect(contrast(readableOn(color, [255, 255, 255]), [255, 255, 255])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(readableOn(color, surface), surface)).toBeGreaterThanOrEqual(4.5);
  }
});

test("what is no colour never reaches a style sheet", () => {
  expect(parseColor("red;} *{display:none")).toEqual([37, 99, 235]);
  expect(parseColor("#0a0B0c")).toEqual([10, 11, 12]);
});
