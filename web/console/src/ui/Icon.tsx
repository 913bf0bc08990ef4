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
  close: "M6 6l12 12M18 6L6 18",
  keyboard: "M3 7h18v10H3zM7 10.5h.01M10.5 10.5h.01M14 10.5h.01M17 10.5h.01M8 14h8",
  bell: "M6 10a6 6 0 0112 0c0 5 2 6 2 7H4c0-1 2-2 2-7zM10 20.5h4",
  out: "M14 5H5v14h9M10 12h10M16.5 8.5L20 12l-3.5 3.5",
  bot: "M5 9h14v10H5zM12 9V5M10 5h4M9 13v1.5M15 13v1.5M2.5 13v2.5M21.5 13v2.5",
  chat: "M4 5h16v11H11l-5 4v-4H4z",
  swap: "M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4",
  hourglass: "M7 4h10M7 20h10M8 4c0 5 8 6 8 11v5H8v-5c0-5 8-6 8-11V4z",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
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
      <path d={PATHS[name]} />
    </svg>
  );
}
