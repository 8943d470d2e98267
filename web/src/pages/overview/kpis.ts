import type { Kpi, Row, Rows } from "../../api/types";
import type { Definition } from "../../figures/Figure";
import type { Format } from "../../format/format";
import type { Filters } from "../../shell/filters";

/** Which rows of a KPI's table the filters mean: the group's or one facility's. */
export const sliceOf = (filters: Filters) => (filters.facility ? { slice: "facility", facility: filters.facility } : { slice: "group" });

// What is asked first stands first; figures that are not named here follow.
const order = ["charges", "payments", "open_ar", "days_in_ar", "net_collection_rate", "clean_claim_rate", "denial_rate", "ar_over_90_days"];

export const inOrder = (kpis: Kpi[]) => {
  const place = (kpi: Kpi) => (order.includes(kpi.name) ? order.indexOf(kpi.name) : order.length);
  return [...kpis].sort((a, b) => place(a) - place(b));
};

/** The figure of a name; what is more than one number (an age, a reason) a row has no place among single figures. */
export const isSingle = (kpi: Kpi) => !/ageing|by_reason/.test(kpi.name);

const isRate = (kpi: Kpi) => kpi.unit?.startsWith("rate") ?? false;

export const unitOf = (kpi: Kpi) => (kpi.unit === "currency_code" ? "the currency of each row; currencies are never added up" : isRate(kpi) ? "per cent" : (kpi.unit ?? "none"));

export const definitionOf = (kpi: Kpi, asOf?: string | null): Definition => ({
  title: kpi.title,
  description: kpi.description ?? undefined,
  formula: kpi.formula ?? undefined,
  unit: unitOf(kpi),
  basis: kpi.asOf ?? undefined,
  asOf,
  table: kpi.table,
});

export function valueText(kpi: Kpi, value: number | null, currency: string | null, format: Format, isCompact = true): string {
  if (kpi.unit === "currency_code") return format.money(value, currency, isCompact);
  if (isRate(kpi)) return format.rate(value);
  return format.number(value, 1);
}

export const numberOf = (row: Row, column: string): number | null => {
  const value = row[column];
  return typeof value === "number" ? value : typeof value === "string" && value !== "" && !Number.isNaN(Number(value)) ? Number(value) : null;
};

export const monthOf = (row: Row) => (typeof row.service_month === "string" ? row.service_month.slice(0, 7) : null);

export const currencyOf = (row: Row) => (typeof row.currency_code === "string" ? row.currency_code : null);

/** The column's values are kept from this person altogether. */
export const isHidden = (kpi: Kpi, rows: Rows) => rows.columns.find(column => column.name === kpi.column)?.shown === "no";

/** By currency: the figure of all months, or of the last month of the period, and its course. Rates are never averaged here. */
export function figuresOf(kpi: Kpi, rows: Rows, isPeriod: boolean) {
  const currencies = [...new Set(rows.rows.map(currencyOf))].sort((a, b) => (a ?? "").localeCompare(b ?? ""));
  return currencies.map(currency => {
    const own = rows.rows.filter(row => currencyOf(row) === currency);
    const months = own.filter(row => monthOf(row) !== null).sort((a, b) => (monthOf(a) ?? "").localeCompare(monthOf(b) ?? ""));
    const row = isPeriod ? months[months.length - 1] : (own.find(one => monthOf(one) === null) ?? months[months.length - 1]);
    return { currency, row, value: row ? numberOf(row, kpi.column) : null, month: row ? monthOf(row) : null, course: months.map(one => ({ month: monthOf(one) ?? "", value: numberOf(one, kpi.column) })) };
  });
}

/** Keys of a figure's row, for the way down to what made it; an empty one is NULL, which means all. */
export const keyOf = (row: Row): Record<string, string> =>
  Object.fromEntries(
    ["slice", "facility_id", "department_key", "provider_key", "payer_key", "service_month", "currency_code", "age_bucket", "uncollected_reason"].flatMap(name => (row[name] === undefined ? [] : [[name, String(row[name] ?? "")]])),
  );
