/** 24-unit line drawings; decorative always, the name is told by what carries them. */
const PATHS = {
  inbox: "M4 13h4l2 3h4l2-3h4M4 13l3-8h10l3 8v6H4z",
  back: "M15 5l-7 7 7 7",
  send: "M5 12l15-7-5 15-3-6zM12 14l8-9",
  check: "M5 12.5l4.5 4.5L19 7",
  checks: "M2 12.5l4.5 4.5L15 8M11 16l1 1 9.5-9.5",
  clock: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3.5 2",
  alert: "M12 4l9 16H3zM12 10v4M12 17v.5",
  sound: "M4 9v6h4l5 4V5L8 9zM16.5 8.5a5 5 0 010 7M19 6a8.5 8.5 0 010 12",
  muted: "M4 9v6h4l5 4V5L8 9zM17 9.5l5 5M22 9.5l-5 5",
  panel: "M4 5h16v14H4zM14.5 5v14",
  down: "M12 5v14M6 13l6 6 6-6",
  up: "M12 19V5M6 11l6-6 6 6",
  grip: "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
  block: "M12 3a9 9 0 100 18 9 9 0 000-18zM5.700 5.700l12.600 12.600",
  close: "M6 6l12 12M18 6L6 18",
  keyboard: "M3 7h18v10H3zM7 10.5h.01M10.5 10.5h.01M14 10.5h.01M17 10.5h.01M8 14h8",
  bell: "M6 10a6 6 0 0112 0c0 5 2 6 2 7H4c0-1 2-2 2-7zM10 20.5h4",
  out: "M14 5H5v14h9M10 12h10M16.5 8.5L20 12l-3.5 3.5",
  bot: "M5 9h14v10H5zM12 9V5M10 5h4M9 13v1.5M15 13v1.5M2.5 13v2.5M21.5 13v2.5",
  chat: "M4 5h16v11H11l-5 4v-4H4z",
  search: "M11 4a7 7 0 100 14 7 7 0 000-14zM16 16l4.500 4.500",
  swap: "M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4",
  more: "M5 12a1 1 0 102 0 1 1 0 10-2 0M11 12a1 1 0 102 0 1 1 0 10-2 0M17 12a1 1 0 102 0 1 1 0 10-2 0",
  hourglass: "M7 4h10M7 20h10M8 4c0 5 8 6 8 11v5H8v-5c0-5 8-6 8-11V4z",
  settings: "M4 7h10M18 7h2M4 17h2M10 17h10M16 4.5v5M8 14.5v5",
  user: "M12 4a4 4 0 100 8 4 4 0 000-8zM4.5 20.5c.8-4 3.9-6 7.5-6s6.7 2 7.5 6",
  users:
    "M9 5a3.5 3.5 0 100 7 3.5 3.5 0 000-7zM2.5 19.500c.6-3.5 3.2-5.5 6.5-5.500s5.9 2 6.5 5.500M15.5 5.300a3.5 3.5 0 010 6.400M18 14.500c2 .8 3.1 2.5 3.5 5",
  shield: "M12 3l8 3v6c0 4.5-3.2 7.7-8 9-4.8-1.3-8-4.5-8-9V6zM8.5 12l2.5 2.5 4.5-5",
  history: "M4 12a8 8 0 108-8 8 8 0 00-6.5 3.300M5 3.500v4h4M12 8v4.500l3 2",
  flow: "M4 4h7v5H4zM13 15h7v5h-7zM7.5 9v8.500H13",
  tag: "M4 4h8l8 8-8 8-8-8zM8.5 8.500h.01",
  key: "M15 4a5 5 0 00-4.700 6.700L4 17v3h4v-2.500h2.500V15l1.800-1.800A5 5 0 1015 4zM16 8h.01",
  globe: "M12 3a9 9 0 100 18 9 9 0 000-18zM3.5 12h17M12 3c3.5 4.5 3.5 13.5 0 18M12 3c-3.5 4.5-3.5 13.5 0 18",
  plus: "M12 5v14M5 12h14",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  briefcase: "M4 8h16v11H4zM9 8V5h6v3M4 13h16",
  screen: "M3 5h18v11H3zM9 20h6M12 16v4",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return <Drawing path={PATHS[name]} size={size} />;
}

/** A line drawing of a page's own. */
export function Drawing({ path, size }: { path: string; size: number }) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={path} />
    </svg>
  );
}
