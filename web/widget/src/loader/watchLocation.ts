/** A new path is a new page; a new query or fragment may be one key press in a filter, and can wait. */
const PATH_PAUSE = 50;
const QUERY_PAUSE = 1000;
/** How often browsers that don't tell are asked. */
const LOOK = 500;

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
  const { navigation } = window as { navigation?: EventTarget };
  navigation?.addEventListener("currententrychange", look);
  const asking = navigation ? undefined : setInterval(look, LOOK);
  return () => {
    navigation?.removeEventListener("currententrychange", look);
    clearInterval(asking);
    clearTimeout(timer);
  };
}
