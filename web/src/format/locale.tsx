import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { Format, isLocale, type Locale } from "./format";

const key = "carelake-locale";
const Context = createContext<{ format: Format; setLocale: (locale: Locale) => void } | null>(null);

/** The reader's choice, then the account's, then the browser's. */
export function LocaleProvider({ account, children }: { account?: string | null; children: ReactNode }) {
  const [chosen, setChosen] = useState(() => localStorage.getItem(key));
  const locale = [chosen, account, ...navigator.languages].find(isLocale) ?? "en-GB";
  useEffect(() => void (document.documentElement.lang = locale), [locale]);
  const value = useMemo(
    () => ({
      format: new Format(locale),
      setLocale: (next: Locale) => {
        localStorage.setItem(key, next);
        setChosen(next);
      },
    }),
    [locale],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

function useLocale() {
  const value = useContext(Context);
  if (!value) throw new Error("No LocaleProvider above");
  return value;
}

export const useFormat = () => useLocale().format;
export const useSetLocale = () => useLocale().setLocale;
