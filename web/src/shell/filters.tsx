import { Button, Popover, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useFacilities, useUser } from "../api/queries";
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

const monthsAgo = (count: number) => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - count, 1)).toISOString().slice(0, 7);
};

export function PeriodFilter() {
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
            <Button variant="subtle" onClick={() => choose({ from: monthsAgo(11) })}>Last 12 months</Button>
            <Button variant="subtle" onClick={() => choose({ from: monthsAgo(23) })}>Last 24 months</Button>
            <Button variant="subtle" onClick={() => choose({ from: `${new Date().getUTCFullYear()}-01` })}>This year</Button>
            <Button variant="subtle" onClick={() => choose({ from: `${new Date().getUTCFullYear() - 1}-01`, to: `${new Date().getUTCFullYear() - 1}-12` })}>Last year</Button>
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
