import { Link } from "@tanstack/react-router";
import { useApi, useFacilities, useKpis, useUser } from "../../api/queries";
import type { BedBoard, Facility } from "../../api/types";
import { Figures } from "../../figures/Figure";
import { useFormat } from "../../format/locale";
import { FacilityFilter, PeriodFilter, useFilters } from "../../shell/filters";
import { PageHeader } from "../../shell/PageHeader";
import { hasPage } from "../../shell/pages";
import { Panel } from "../../shell/Panel";
import { Answer, Empty } from "../../states/States";
import { DataTable } from "../../tables/DataTable";
import { KpiFigure } from "./KpiFigure";
import { useQueries } from "@tanstack/react-query";
import { get } from "../../api/client";
import { inOrder, isSingle } from "./kpis";
import { OccupancyBar } from "../beds/OccupancyBar";

export function Overview() {
  const kpis = useKpis();
  const user = useUser();
  const { facility } = useFilters();
  const facilities = useFacilities();
  const name = facilities.data?.find(one => one.id === facility)?.name;
  const seesBeds = hasPage("/beds", user);
  return (
    <>
      <PageHeader title="Group overview" note={name ?? "All facilities, each currency on its own"}>
        <FacilityFilter />
        <PeriodFilter isOfFigures />
      </PageHeader>
      {seesBeds && <HospitalsNow only={facility} />}
      <Answer of={kpis} what="the figures" lines={8}>
        {list => (list.length === 0 ? <Empty title="No figures yet">They come with the first run of the pipeline.</Empty> : <Figures label="Key figures">{inOrder(list).filter(isSingle).map(kpi => <KpiFigure key={kpi.name} kpi={kpi} />)}</Figures>)}
      </Answer>
    </>
  );
}

function HospitalsNow({ only }: { only?: string }) {
  const live = useApi<Facility[]>("live/facilities");
  return (
    <Answer of={live} what="the hospitals" lines={3}>
      {all => {
        const list = only ? all.filter(one => one.id === only) : all;
        return list.length === 0 ? null : <Occupancy facilities={list} />;
      }}
    </Answer>
  );
}

function Occupancy({ facilities }: { facilities: Facility[] }) {
  const format = useFormat();
  const boards = useQueries({
    queries: facilities.map(facility => ({ queryKey: ["live/beds", { facility: facility.id }], queryFn: () => get<BedBoard>("live/beds", { facility: facility.id }), refetchInterval: 60_000 })),
  });
  const rows = facilities.map((facility, index) => {
    const board = boards[index]?.data;
    const sum = (part: "occupied" | "available" | "cleaning" | "blocked" | "total") => (board ? board.wards.reduce((total, ward) => total + ward[part], 0) : null);
    return { facility, board, occupied: sum("occupied"), available: sum("available"), cleaning: sum("cleaning"), blocked: sum("blocked"), total: sum("total") };
  });
  const asOf = rows.map(row => row.board?.asOf).filter(at => at !== undefined).sort()[0];
  return (
    <Panel title="Hospitals now" note={asOf && `as of ${format.shortMoment(asOf)}`} isFlush>
      <DataTable
        caption="Beds by hospital"
        isPlain
        rows={rows}
        rowKey={row => row.facility.id}
        columns={[
          { title: "Hospital", value: row => row.facility.name, render: row => <Link to="/beds" search={{ facility: row.facility.id }}>{row.facility.name}</Link> },
          {
            title: "Occupancy",
            value: row => (row.total ? (row.occupied ?? 0) / row.total : null),
            render: row => <OccupancyBar occupied={row.occupied} total={row.total} />,
          },
          { title: "Occupied", value: row => row.occupied, render: row => format.number(row.occupied), isRight: true },
          { title: "Free", value: row => row.available, render: row => format.number(row.available), isRight: true },
          { title: "Cleaning", value: row => row.cleaning, render: row => format.number(row.cleaning), isRight: true },
          { title: "Blocked", value: row => row.blocked, render: row => format.number(row.blocked), isRight: true },
          { title: "Waiting without a bed", value: row => row.board?.withoutBed.length ?? null, render: row => format.number(row.board?.withoutBed.length), isRight: true },
        ]}
      />
    </Panel>
  );
}
