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
      // A new path is a new page; a new query or fragment may be one key press in a filter, and can wait.
      location.pathname === path ? 1000 : 50,
    );
  };
  const { navigation } = window as { navigation?: EventTarget };
  navigation?.addEventListener("currententrychange", look);
  // Browsers that don't tell are asked twice a second.
  const asking = navigation ? undefined : setInterval(look, 500);
  return () => {
    navigation?.removeEventListener("currententrychange", look);
    clearInterval(asking);
    clearTimeout(timer);
  };
}
