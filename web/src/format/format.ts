/** A language with its ways of writing; the words are English in each. */
export const locales = { "en-US": "English (US)", "en-GB": "English (UK)", "en-IN": "English (India)" } as const;
export type Locale = keyof typeof locales;

export const isLocale = (text: unknown): text is Locale => typeof text === "string" && text in locales;

export const none = "–";

export class Format {
  private readonly cache = new Map<string, Intl.NumberFormat>();

  constructor(readonly locale: Locale) {}

  number(value: number | null | undefined, digits = 0): string {
    return value === null || value === undefined ? none : this.of({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  }

  compact(value: number | null | undefined): string {
    return value === null || value === undefined ? none : this.of({ notation: "compact", maximumSignificantDigits: 3 }).format(value);
  }

  /** A rate of 0 to 1 as per cent. */
  rate(value: number | null | undefined): string {
    return value === null || value === undefined ? none : this.of({ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
  }

  money(value: number | null | undefined, currency: string | null | undefined, isCompact = false): string {
    if (value === null || value === undefined) return none;
    if (!currency || !/^[A-Z]{3}$/.test(currency)) return isCompact ? this.compact(value) : this.number(value, 2);
    return this.of({
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      ...(isCompact ? { notation: "compact" as const, maximumSignificantDigits: 3 } : {}),
    }).format(value);
  }

  bytes(value: number | null | undefined): string {
    if (value === null || value === undefined) return none;
    const power = value < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(value) / 3));
    return `${this.number(value / 1000 ** power, power === 0 ? 0 : 1)} ${["B", "kB", "MB", "GB", "TB"][power]}`;
  }

  duration(minutes: number | null | undefined): string {
    if (minutes === null || minutes === undefined) return none;
    const whole = Math.max(0, Math.round(minutes));
    if (whole < 60) return `${whole} min`;
    if (whole < 48 * 60) return `${Math.floor(whole / 60)} h ${String(whole % 60).padStart(2, "0")}`;
    return `${Math.floor(whole / 1440)} d ${Math.floor((whole % 1440) / 60)} h`;
  }

  date(text: string | null | undefined): string {
    return text ? this.day({ day: "numeric", month: "short", year: "numeric" }, text) : none;
  }

  /** A month as `2025-03` or its first day. */
  month(text: string | null | undefined): string {
    return text ? this.day({ month: "short", year: "numeric" }, text.slice(0, 7) + "-01") : none;
  }

  /** A moment, in the reader's own time zone. */
  moment(text: string | null | undefined): string {
    return text ? new Intl.DateTimeFormat(this.locale, { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" }).format(new Date(text)) : none;
  }

  time(text: string | null | undefined, withSeconds = false): string {
    return text ? new Intl.DateTimeFormat(this.locale, { hour: "2-digit", minute: "2-digit", ...(withSeconds ? { second: "2-digit" } : {}) }).format(new Date(text)) : none;
  }

  shortMoment(text: string | null | undefined): string {
    return text ? new Intl.DateTimeFormat(this.locale, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(new Date(text)) : none;
  }

  // A date has no time zone: it is the same day everywhere.
  private day(options: Intl.DateTimeFormatOptions, text: string): string {
    const date = new Date(text.slice(0, 10) + "T00:00:00Z");
    return Number.isNaN(date.getTime()) ? text : new Intl.DateTimeFormat(this.locale, { ...options, timeZone: "UTC" }).format(date);
  }

  private of(options: Intl.NumberFormatOptions): Intl.NumberFormat {
    const key = JSON.stringify(options);
    let format = this.cache.get(key);
    if (!format) this.cache.set(key, (format = new Intl.NumberFormat(this.locale, options)));
    return format;
  }
}

const acronyms = /\b(ar|drg|id|kpi|mrn|nhs|npi|ssn|sql|fhir)\b/g;

/** `billing_administrator` and `billingAdministrator` as `Billing administrator`. */
export function words(name: string): string {
  const text = name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_.]+/g, " ").trim().toLowerCase().replace(acronyms, word => word.toUpperCase());
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const minutesSince = (from: string | null | undefined, to: string | number | null | undefined): number | null =>
  from && to ? (new Date(to).getTime() - new Date(from).getTime()) / 60_000 : null;
