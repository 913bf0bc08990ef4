/** A bell on a desk. */
export function Logo({ size = 32 }: { size?: number }) {
  return (
    <svg aria-hidden="true" focusable="false" width={size} height={size} viewBox="0 0 32 32">
      <rect width="32" height="32" rx="9" fill="#4f46e5" />
      <path d="M8 20a8 8 0 0116 0z" fill="#fff" />
      <rect x="6.5" y="21.5" width="19" height="2.6" rx="1.3" fill="#fff" />
      <circle cx="16" cy="9.6" r="1.9" fill="#fff" />
    </svg>
  );
}
