/** A token as texts hold it, such as `{{person.first_name:"there"}}` (`STREAM-1`). */
export function token(attribute: string, instead: string): string {
  const quoted = instead.replace(/[\\"]/g, (mark) => `\\${mark}`);
  return instead === "" ? `{{${attribute}}}` : `{{${attribute}:"${quoted}"}}`;
}
