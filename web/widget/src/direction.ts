/** The page's direction: `dir` of `<html>`, or what its styles say. */
export function direction(): "ltr" | "rtl" {
  return getComputedStyle(document.documentElement).direction as "ltr" | "rtl";
}
