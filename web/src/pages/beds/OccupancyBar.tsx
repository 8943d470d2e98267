import "./beds.css";
import { useFormat } from "../../format/locale";

/** From 92 per cent of its beds a hospital has no slack for a bad night; NHS England's planning guidance uses the same mark. */
const fullAt = 0.92;

export function OccupancyBar({ occupied, total }: { occupied: number | null; total: number | null }) {
  const format = useFormat();
  if (occupied === null || !total) return <span className="dim">–</span>;
  const share = occupied / total;
  return (
    <span className={share >= 1 ? "occupancy over" : share >= fullAt ? "occupancy full" : "occupancy"}>
      <span className="occupancy-bar" aria-hidden="true">
        <span style={{ width: `${Math.min(100, share * 100)}%` }} />
      </span>
      {format.rate(share)}
    </span>
  );
}
