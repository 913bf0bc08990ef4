/** A new path is a new page; a new query or fragment may be one key press in a filter, and can wait. */
const PATH_PAUSE = 50;
const QUERY_PAUSE = 1000;

type Navigation = EventTarget;

/** Calls when the page's address has changed, in whatever way a page changes it. Returns how to stop. */
export function watchLocation(changed: () => void): () => void {
  let path = location.pathname;
  let href = location.href;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    if (location.href === href) return;
    href = location.href;
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        path = location.pathname;
        changed();
      },
      location.pathname === path ? QUERY_PAUSE : PATH_PAUSE,
    );
  };

  const stops: (() => void)[] = [() => clearTimeout(timer)];
  const listen = (target: EventTarget, name: string) => {
    target.addEventListener(name, look);
    stops.push(() => target.removeEventListener(name, look));
  };
  listen(window, "popstate");
  listen(window, "hashchange");
  const { navigation } = window as { navigation?: Navigation };
  if (navigation) listen(navigation, "currententrychange");
  else stops.push(wrap("pushState", look), wrap("replaceState", look));
  return () => {
    for (const stop of stops) stop();
  };
}

/** Older browsers tell nobody of these; ours steps aside again unless somebody wrapped it in turn. */
function wrap(name: "pushState" | "replaceState", look: () => void): () => void {
  const original = history[name];
  const ours: typeof original = function (this: History, ...args) {
    original.apply(this, args);
    look();
  };
  history[name] = ours;
  return () => {
    if (history[name] === ours) history[name] = original;
  };
}
