import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { t } from "../messages/t";
import { useMay } from "../session/useMay";
import { Loading } from "../shell/Loading";
import { Needs } from "../shell/Needs";
import { fullTime } from "../ui/clockTime";
import { Icon } from "../ui/Icon";
import { Page, Part } from "../ui/Page";
import { DialogueFault } from "./DialogueFault";
import classes from "./Dialogues.module.css";
import { download } from "./download";
import { Notes } from "./Notes";
import { Publishing } from "./Publishing";
import { dialogueQuery } from "./queries";
import { SettingsPart } from "./SettingsPart";
import { StatusMark } from "./StatusMark";
import { ArchivedNotice } from "./shelf/ArchivedNotice";
import { figuresOf } from "./status";
import { to } from "./texts";

/** One dialogue: what it is called, where it is shown, and whether. */
export function DialoguePage() {
  const { dialogue } = useParams({ strict: false });
  return (
    <Needs permission="view_dialogues">
      {dialogue === undefined ? null : <Dialogue key={dialogue} id={dialogue} />}
    </Needs>
  );
}

function Dialogue({ id }: { id: string }) {
  const may = useMay();
  const { data, error, refetch } = useQuery(dialogueQuery(id));
  if (data === undefined) {
    if (error === null) return <Loading />;
    return <DialogueFault error={error} onRetry={() => void refetch()} />;
  }
  const { dialogue: row, faults, warnings, file } = data;
  const { version, first_published } = row;
  return (
    <Page
      title={row.name}
      actions={
        <>
          <Button variant="default" onClick={() => download(`${row.name}.json`, file)}>
            {t("dialogues.export")}
          </Button>
          {row.archived ? null : (
            <Button
              variant="default"
              renderRoot={(look) => (
                <Link to="/dialogues/$dialogue/design" params={{ dialogue: id }} {...look} />
              )}
            >
              {to("open")}
            </Button>
          )}
          {may("publish_dialogues") && !row.archived ? <Publishing outcome={data} file={file} /> : null}
        </>
      }
    >
      <ArchivedNotice row={row} />
      <div className={classes.standing}>
        <Link to="/dialogues" className={classes.back}>
          <Icon name="back" size={16} />
          {t("dialogues.back")}
        </Link>
        <StatusMark row={row} />
        <span>
          {first_published
            ? t("dialogues.version", { version, when: fullTime(first_published) })
            : t("dialogues.never")}
        </span>
      </div>
      {faults.length > 0 ? (
        <Part title={t("dialogues.faults")} hint={t("dialogues.faultsHint")}>
          <Notes label={t("dialogues.faults")} notes={faults} file={file} />
        </Part>
      ) : null}
      {warnings.length > 0 ? (
        <Part title={t("dialogues.warnings")} hint={t("dialogues.warningsHint")}>
          <Notes label={t("dialogues.warnings")} notes={warnings} file={file} />
        </Part>
      ) : null}
      <SettingsPart id={id} row={row} file={file} />
      <Part title={t("dialogues.figures")} hint={t("dialogues.figuresHint")}>
        <dl className={classes.figures}>
          {figuresOf(row).map(([label, figure]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{figure}</dd>
            </div>
          ))}
        </dl>
      </Part>
    </Page>
  );
}
