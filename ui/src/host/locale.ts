/**
 * Guards against a system without a usable language: with `LANG` unset or `C`, WebKitGTK reports the
 * language "C", and every `Intl` constructor throws a RangeError on it.
 *
 * Importing this module applies the guard.
 */

const FALLBACK = "en";

/**
 * Returns `tag` when `Intl` accepts it (BCP 47), else "en".
 *
 * @param tag what the system calls its language; may be empty, "C" or "POSIX"
 */
export function usableLanguage(tag: string | undefined): string {
  if (!tag) return FALLBACK;
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag)[0] ?? FALLBACK;
  } catch {
    return FALLBACK;
  }
}

/**
 * Makes `navigator.language` and `navigator.languages` name a language that `Intl` accepts.
 *
 * @param navigator the object to mend; untouched when its language is usable
 */
export function guardLocale(navigator: Navigator): void {
  const language = usableLanguage(navigator.language);
  if (language === navigator.language) return;
  Object.defineProperty(navigator, "language", { value: language, configurable: true });
  Object.defineProperty(navigator, "languages", { value: [language], configurable: true });
}

guardLocale(navigator);
