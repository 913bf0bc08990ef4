import { useQuery } from "@tanstack/react-query";
import { t } from "../../messages/t";
import { sessionQuery } from "../../session/session";
import { Part } from "../../ui/Page";
import { PictureField } from "../../ui/PictureField";
import { setPicture } from "./own";

/** The picture that visitors see. */
export function PicturePart() {
  const { data: me } = useQuery({ ...sessionQuery, enabled: false });
  return me ? (
    <Part title={t("picture.title")}>
      <PictureField user={me} save={setPicture} />
    </Part>
  ) : null;
}
