import { Button, Popover, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useFacilities, useKpi, useUser } from "../api/queries";
import { useFormat } from "../format/locale";
import { Choice } from "./Choice";
import { Icon } from "./icons";

/** What stands in the address on every page: months as YYYY-MM, both included. */
export interface Filters {
  facility?: string;
  from?: string;
  to?: string;
}

const month = (value: unknown) => (typeof value === "string" && /^\d{4}-(0[1-9]|1[0-2])$/.test(value) ? value : undefined);

export const readFilters = (search: Record<string, unknown>): Filters => ({
  facility: typeof search.facility === "string" && search.facility ? search.facility : undefined,
  from: month(search.from),
  to: month(search.to),
});

export const useFilters = (): Filters => useSearch({ strict: false });

export function useSetFilters() {
  const navigate = useNavigate();
  return (filters: Filters) => void navigate({ to: ".", search: (old: Record<string, unknown>) => ({ ...old, ...filters }), replace: true });
}

/** The facility of the address, else the first of this person's: for boards, which are of one facility. */
export function useBoardFacility(facilities: { id: string }[] | undefined): string | null {
  const { facility } = useFilters();
  const user = useUser();
  if (!facilities?.length) return null;
  return (facilities.find(one => one.id === facility) ?? facilities.find(one => user.facilities.includes(one.id)) ?? facilities[0])?.id ?? null;
}

export function FacilityFilter({ isRequired = false, value, among }: { isRequired?: boolean; value?: string | null; among?: { id: string; name: string }[] }) {
  const all = useFacilities();
  const filters = useFilters();
  const set = useSetFilters();
  const list = among ?? all.data ?? [];
  return (
    <Choice
      label="Facility"
      w={210}
      data={[...(isRequired ? [] : [{ value: "", label: "All facilities" }]), ...list.map(one => ({ value: one.id, label: one.name }))]}
      value={value ?? filters.facility ?? ""}
      onChange={next => set({ facility: next || undefined })}
    />
  );
}

const thisMonth = () => new Date().toISOString().slice(0, 7);

const before = (month: string, count: number) => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 - count, 1)).toISOString().slice(0, 7);

/** The last month that figures speak of: "the last twelve months" end there, and not today. */
function useLastMonth(isOfFigures: boolean): string {
  const rows = useKpi(isOfFigures ? "denial_rate" : null, { slice: "group" }).data?.values.rows ?? [];
  const months = rows.map(row => row.service_month).filter(month => typeof month === "string");
  return months.sort().at(-1)?.slice(0, 7) ?? thisMonth();
}

export function PeriodFilter({ isOfFigures = false }: { isOfFigures?: boolean }) {
  const last = useLastMonth(isOfFigures);
  const year = Number(last.slice(0, 4));
  const filters = useFilters();
  const set = useSetFilters();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const { from, to } = filters;
  const label = from || to ? `${from ? format.month(from) : "beginning"} – ${to ? format.month(to) : "now"}` : "All months";
  const choose = (period: Filters) => {
    set({ from: undefined, to: undefined, ...period });
    setOpen(false);
  };
  return (
    <div>
      <div className="filter-label" id="period-label">
        Period
      </div>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus>
        <Popover.Target>
          <Button variant="default" onClick={() => setOpen(!isOpen)} aria-label={`Period: ${label}`} rightSection={<Icon name="down" size={12} />} fw={400}>
            {label}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="Period">
          <div className="period-presets">
            <Button variant="subtle" onClick={() => choose({})}>All months</Button>
            <Button variant="subtle" onClick={() => choose({ from: before(last, 11) })}>Last 12 months</Button>
            <Button variant="subtle" onClick={() => choose({ from: before(last, 23) })}>Last 24 months</Button>
            <Button variant="subtle" onClick={() => choose({ from: `${year}-01`, to: `${year}-12` })}>{year}</Button>
            <Button variant="subtle" onClick={() => choose({ from: `${year - 1}-01`, to: `${year - 1}-12` })}>{year - 1}</Button>
          </div>
          <form
            className="period-own"
            onSubmit={event => {
              event.preventDefault();
              const data = new FormData(event.currentTarget);
              choose({ from: month(data.get("from")), to: month(data.get("to")) });
            }}
          >
            <TextInput name="from" type="month" label="First month" placeholder="YYYY-MM" defaultValue={from} />
            <TextInput name="to" type="month" label="Last month" placeholder="YYYY-MM" defaultValue={to} />
            <Button type="submit">Apply</Button>
          </form>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
