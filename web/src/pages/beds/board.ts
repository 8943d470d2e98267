import type { Bed, BedBoard, BedChange } from "../../api/types";

/** States are compared in lower case: the server may write them as its enum does. */
export const stateOf = (bed: Bed) => bed.state.toLowerCase() as Bed["state"];

/** The board after a change of one bed; the wards it does not touch stay the same objects, so they are not drawn again. */
export function withChange(board: BedBoard, change: BedChange): BedBoard {
  const { ward: code, asOf, counts, ...bed } = change;
  return {
    ...board,
    asOf,
    wards: board.wards.map(ward =>
      ward.ward !== code ? ward : { ...ward, ...counts, beds: ward.beds.map(one => (one.bed === bed.bed && one.room === bed.room ? bed : one)) }),
  };
}
