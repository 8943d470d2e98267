using System.Collections.Immutable;
using System.Text;
using Carelake.Core;

namespace Carelake.Operations;

/// <summary>The beds of the facilities, and the zone each keeps its clocks in.</summary>
/// <param name="Beds">In the order in which boards show them.</param>
public sealed record BedPlan(ImmutableArray<PlannedBed> Beds)
{
    private const string Heading = "facility,ward,room,bed,ward_name,kind,service,is_escalation";

    /// <summary>No beds: boards then show those that messages name.</summary>
    public static BedPlan Empty { get; } = new([]);

    /// <summary>Reads a plan: comma-separated, one bed a line, with the heading <c>facility,ward,room,bed,ward_name,kind,service,is_escalation</c>.</summary>
    /// <returns>The beds that could be read; <c>OPS-0060</c> for each line that could not.</returns>
    public static Parsed<BedPlan> Parse(string text)
    {
        var beds = ImmutableArray.CreateBuilder<PlannedBed>();
        var issues = ImmutableArray.CreateBuilder<Issue>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.IsWhiteSpace() || number == 1 && line.SequenceEqual(Heading)) continue;
            var cells = line.ToString().Split(',');
            if (cells.Length == 8 && cells[0].Length > 0 && cells[1].Length > 0 && cells[3].Length > 0
                && Enum.TryParse<WardKind>(cells[5], out var kind) && Enum.IsDefined(kind) && bool.TryParse(cells[7], out var isEscalation))
                beds.Add(new(cells[0], new(cells[1], cells[2], cells[3]), cells[4], kind, cells[6], isEscalation));
            else issues.Add(new("OPS-0060", Severity.Error, $"line {number}", $"A line of the bed plan is not '{Heading}'."));
        }
        return new(new(beds.ToImmutable()), issues.ToImmutable());
    }

    /// <summary>Writes what <see cref="Parse"/> reads.</summary>
    public string ToText()
    {
        var text = new StringBuilder(Heading).Append('\n');
        foreach (var bed in Beds)
            text.Append($"{bed.FacilityId},{bed.Location.Ward},{bed.Location.Room},{bed.Location.Bed},{bed.WardName},{bed.Kind},{bed.Service},{bed.IsEscalation}\n");
        return text.ToString();
    }
}
