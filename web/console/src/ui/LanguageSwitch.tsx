import { choose, LANGUAGES, type Language, useLanguage } from "../messages/language";
import { t } from "../messages/t";
import classes from "./LanguageSwitch.module.css";

/** The languages by their own names, for those who are not signed in. */
export function LanguageSwitch() {
  const spoken = useLanguage((state) => state.language);
  return (
    <fieldset className={classes.languages} aria-label={t("language.label")}>
      {(Object.entries(LANGUAGES) as [Language, string][]).map(([language, name]) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === spoken}
          onClick={() => choose(language)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
