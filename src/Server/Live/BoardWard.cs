using System.Collections.Immutable;
using System.Text.Json;
using Carelake.Operations;

namespace Carelake.Server.Live;

/// <summary>One ward of a board.</summary>
/// <param name="Code">The ward as messages name it.</param>
/// <param name="Name">Name for people; the code when the plan has none.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Beds">Its beds, in the order of the plan.</param>
internal sealed record BoardWard(string Code, string Name, WardKind Kind, ImmutableArray<BoardCell> Beds)
{
    /// <summary>Writes how many beds are what; a bed that is kept for someone is none of them.</summary>
    public void WriteCounts(Utf8JsonWriter json)
    {
        json.WriteNumber("occupied", Count(BedState.Occupied));
        json.WriteNumber("available", Count(BedState.Free));
        json.WriteNumber("reserved", Count(BedState.Reserved));
        json.WriteNumber("blocked", Count(BedState.Blocked));
        json.WriteNumber("cleaning", Count(BedState.Cleaning));
        json.WriteNumber("total", Beds.Length);
    }

    private int Count(BedState state) => Beds.Count(bed => bed.State == state);
}
