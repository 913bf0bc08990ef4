/**
 * Keeps a full-screen window inside what the on-screen keyboard leaves: `100dvh` does not know of keyboards. Returns
 * how to stop.
 */
export function fitViewport(panel: HTMLElement): () => void {
  const view = window.visualViewport;
  if (!view) return () => {};
  const fit = () => {
    // Zoomed in by the visitor: the window must not shrink with what they look at.
    const zoomed = view.scale > 1.01;
    panel.style.height = zoomed ? "" : `${view.height}px`;
    panel.style.top = zoomed ? "" : `${view.offsetTop}px`;
  };
  fit();
  view.addEventListener("resize", fit);
  view.addEventListener("scroll", fit);
  return () => {
    view.removeEventListener("resize", fit);
    view.removeEventListener("scroll", fit);
    panel.style.height = "";
    panel.style.top = "";
  };
}
