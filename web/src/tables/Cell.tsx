import type { Column, Row, Shown, Value } from "../api/types";
import { none, words } from "../format/format";
import { useFormat } from "../format/locale";
import { Icon } from "../shell/icons";

const reasons: Record<Exclude<Shown, "yes">, string> = {
  no: "not shown to you by policy",
  mask: "partly hidden by policy",
  hash: "replaced by a key of its own by policy: the same person has the same key",
  some: "shown for some rows only, by policy",
};

export const Masked = ({ label = "Hidden" }: { label?: string }) => (
  <span className="masked" title="Not shown to you by policy">
    <Icon name="access" size={11} />
    {label}
  </span>
);

/** In a column's head: that the values below are not all as they are stored. */
export const MaskedHead = ({ shown }: { shown?: Shown }) =>
  !shown || shown === "yes" ? null : (
    <span className="masked-head" title={`These values are ${reasons[shown]}.`}>
      <Icon name="access" size={11} />
      <span className="visually-hidden"> ({reasons[shown]})</span>
    </span>
  );

const isNumber = (column: Column) => /^(tinyint|smallint|int|bigint|integer|long|short|float|double|decimal)/i.test(column.type);

export const isRight = (column: Column) => isNumber(column) && !/_(id|key|code|number)$/.test(column.name);

/** A value as its column's type and unit say, or that it is hidden. */
export function Cell({ column, row }: { column: Column; row: Row }) {
  const format = useFormat();
  const value = valueOf(row, column.name);
  if (column.shown === "no" || (value === null && isHidden(row, column.name))) return <Masked />;
  if (column.shown === "hash") return <span className="mono" title={String(value)}>{value === null ? none : String(value).slice(0, 12)}</span>;
  if (value === null) return <span className="dim">{none}</span>;
  return <>{shown(value)}</>;

  function shown(value: Value) {
    if (typeof value === "boolean") return value ? "Yes" : "No";
    if (typeof value === "number") {
      if (column.unit === "currency_code") return format.money(value, row.currency_code as string | null);
      if (column.unit?.startsWith("rate")) return format.rate(value);
      return isRight(column) ? format.number(value, Number.isInteger(value) ? 0 : 2) : String(value);
    }
    if (typeof value !== "string") return none;
    if (column.type === "date") return format.date(value);
    if (column.type.startsWith("timestamp")) return format.moment(value);
    return value;
  }
}

/** A list or a structure as its JSON. */
export const valueOf = (row: Row, name: string): Value => {
  const value = row[name] ?? null;
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
};

const isHidden = (row: Row, name: string) => Array.isArray(row._hidden) && row._hidden.includes(name);

export const columnTitle = (column: Column) => words(column.name.replace(/^_/, ""));
