/** The length of a text as the server counts it: in Unicode scalar values, an emoji is not two. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
