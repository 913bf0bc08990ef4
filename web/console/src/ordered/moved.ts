/** The same rows, one of them put where another stands. */
export function moved<Row>(rows: readonly Row[], from: number, to: number): Row[] {
  const row = rows[from];
  if (row === undefined) return [...rows];
  return [...rows.slice(0, from), ...rows.slice(from + 1)].toSpliced(to, 0, row);
}
