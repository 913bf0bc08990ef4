import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { t } from "../../messages/t";
import { faultText } from "../../session/api";
import classes from "../../ui/Dialog.module.css";
import { Fault } from "../../ui/Fault";
import { tr } from "../routing/texts";
import { Uses } from "../routing/Uses";
import { usesQuery } from "./queries";

interface ConsequencesProps {
  id: string;
  /** What will happen, in general. */
  text: string;
  /** What is pressed to go on. */
  go: string;
  busy: boolean;
  onGo: () => void;
  onCancel: () => void;
}

/** Tells what sends visitors to a user and what they hold, and what will happen, before they take no more chats. */
export function Consequences({ id, text, go, busy, onGo, onCancel }: ConsequencesProps) {
  const { data, error, isFetching } = useQuery(usesQuery(id));
  const some = (count: number, told: string) => (count === 0 ? [] : [told]);
  return (
    <>
      <p className={classes.text}>{text}</p>
      <Fault text={error === null ? null : faultText(error)} />
      {data === undefined ? null : (
        <Uses
          uses={[
            {
              what: tr("userChats"),
              names: some(
                data.chats,
                data.chats === 1 ? tr("userChat") : tr("userChatsOf", { count: data.chats }),
              ),
            },
            { what: tr("userInDialogues"), names: data.dialogues },
            { what: tr("userInRules"), names: data.rules },
            { what: tr("userInTeams"), names: data.teams },
            {
              what: tr("userAccounts"),
              names: some(
                data.accounts,
                data.accounts === 1 ? tr("userAccount") : tr("userAccountsOf", { count: data.accounts }),
              ),
            },
          ]}
        />
      )}
      <div className={classes.answers}>
        <Button variant="default" onClick={onCancel} autoFocus>
          {t("users.cancel")}
        </Button>
        <Button className={classes.end} loading={busy || isFetching} onClick={onGo}>
          {go}
        </Button>
      </div>
    </>
  );
}
