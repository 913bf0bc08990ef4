let sheet: CSSStyleSheet | undefined;

/** Keeps the page behind a full-screen window still: a style sheet that comes and goes, no touch of the page's own. */
export function scrollLock(on: boolean): void {
  if (on === Boolean(sheet)) return;
  if (sheet) {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    sheet = undefined;
  } else {
    sheet = new CSSStyleSheet();
    sheet.replaceSync("html,body{overflow:hidden!important;overscroll-behavior:none!important}");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }
}
