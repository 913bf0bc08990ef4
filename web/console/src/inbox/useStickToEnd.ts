import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

/** How near to the end still counts as being there, in px. */
const NEAR = 60;

interface Stick {
  box: RefObject<HTMLDivElement | null>;
  /** How many came below while the reader was further up. */
  below: number;
  /** Whether the reader is further up. */
  away: boolean;
  onScroll: () => void;
  toEnd: () => void;
}

/**
 * Keeps a growing list at its end, unless its reader has gone up: then it stays where it is and counts.
 * `count` is how many there are, `own` how many of them the reader wrote: those always lead to the end.
 */
export function useStickToEnd(count: number, own: number): Stick {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const size = useRef("");
  const known = useRef({ count, own });
  const [below, setBelow] = useState(0);
  const [away, setAway] = useState(false);

  const toEnd = useCallback(() => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
    atEnd.current = true;
    setBelow(0);
    setAway(false);
  }, []);

  useLayoutEffect(() => {
    const { count: before, own: ownBefore } = known.current;
    known.current = { count, own };
    if (atEnd.current || own > ownBefore) toEnd();
    else if (count > before) setBelow((sum) => sum + count - before);
  }, [count, own, toEnd]);

  // The field below grows, a banner comes, the window turns: the end stays the end.
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);

  const onScroll = useCallback(() => {
    const element = box.current;
    if (!element) return;
    // A change of size scrolls, too; only a scroll of its own says where the reader wants to be.
    const resized = size.current !== sizeOf(element);
    size.current = sizeOf(element);
    if (resized && atEnd.current) {
      element.scrollTop = element.scrollHeight;
      return;
    }
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    setAway(!atEnd.current);
    if (atEnd.current) setBelow(0);
  }, []);

  return { box, below, away, onScroll, toEnd };
}

function sizeOf({ clientHeight, scrollHeight }: HTMLElement): string {
  return `${clientHeight}/${scrollHeight}`;
}
