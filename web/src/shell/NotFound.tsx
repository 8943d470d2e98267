import { Link } from "@tanstack/react-router";
import { Empty } from "../states/States";
import { PageHeader } from "./PageHeader";

export const NotFound = () => (
  <>
    <PageHeader title="No such page" />
    <Empty title="Nothing stands at this address" action={<Link to="/">To the group overview</Link>}>
      The page may have been renamed, or the address was cut short.
    </Empty>
  </>
);
