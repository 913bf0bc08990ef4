import { tr } from "../texts";

let original: string | null = null;
let ours = "";

/** Tells of unread messages in the page's title; 0 gives the title back, unless the page has changed it since. */
export function titleNotice(count: number): void {
  if (original !== null && document.title !== ours) original = null;
  if (!count) {
    clearTitle();
    return;
  }
  original ??= document.title;
  ours = tr("unread_title", { count, title: original });
  document.title = ours;
  // Browsers trim and collapse white space in titles: compare with what became of it.
  ours = document.title;
}

export function clearTitle(): void {
  if (original !== null && document.title === ours) document.title = original;
  original = null;
}
