import { type MantineColorScheme, useMantineColorScheme } from "@mantine/core";
import { choose, LANGUAGES, type Language, useLanguage } from "../../messages/language";
import { t } from "../../messages/t";
import { Choice } from "../../ui/Choice";
import { Part } from "../../ui/Page";

/** Colours and language. */
export function LookPart() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const language = useLanguage((state) => state.language);
  return (
    <Part title={t("me.look")} hint={t("me.thisBrowser")}>
      <Choice
        label={t("user.colours")}
        value={colorScheme}
        options={[
          ["light", t("user.light")],
          ["dark", t("user.dark")],
          ["auto", t("user.auto")],
        ]}
        onChange={(scheme: MantineColorScheme) => setColorScheme(scheme)}
      />
      <Choice
        label={t("language.label")}
        value={language}
        options={Object.entries(LANGUAGES) as [Language, string][]}
        onChange={choose}
      />
    </Part>
  );
}
