import type { Bed, BedBoard, BedChange, Ward } from "../../api/types";

/** States are compared in lower case: the server may write them as its enum does. */
export const stateOf = (bed: Bed) => bed.state.toLowerCase() as Bed["state"];

const counted = (ward: Ward): Ward => {
  const count = (state: Bed["state"]) => ward.beds.filter(bed => stateOf(bed) === state).length;
  return { ...ward, occupied: count("occupied"), available: count("free"), cleaning: count("cleaning"), blocked: count("blocked") };
};

/** The board after a change of one bed; the wards it does not touch stay the same objects, so they are not drawn again. */
export function withChange(board: BedBoard, change: BedChange): BedBoard {
  const { ward: code, asOf, ...bed } = change;
  return {
    ...board,
    asOf: asOf ?? board.asOf,
    wards: board.wards.map(ward =>
      ward.ward !== code ? ward : counted({ ...ward, beds: ward.beds.map(one => (one.bed === bed.bed && one.room === bed.room ? { ...bed } : one)) })),
  };
}
