using System.Globalization;
using System.Text;

namespace Carelake.Simulator;

/// <summary>A time that a simulated patient really spent in a place.</summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="VisitId">Visit number.</param>
/// <param name="PatientId">Patient number.</param>
/// <param name="Ward">Point of care.</param>
/// <param name="Room">Room; empty without a bed.</param>
/// <param name="Bed">Bed; empty without one.</param>
/// <param name="Start">From when.</param>
/// <param name="End">Until when; <see langword="null"/> while there.</param>
/// <param name="IsOnLeave">Away, with the bed kept.</param>
public sealed record TruePlacement(
    string FacilityId, string VisitId, string PatientId, string Ward, string Room, string Bed, DateTimeOffset Start, DateTimeOffset? End, bool IsOnLeave);

/// <summary>Something that the simulator planted.</summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="Kind">What was planted.</param>
/// <param name="VisitId">Visit concerned; empty when none is.</param>
/// <param name="At">When.</param>
public sealed record PlantedFault(string FacilityId, string Kind, string VisitId, DateTimeOffset At);

/// <summary>What really happened in the live group: who was where at every moment, and what was planted.</summary>
public sealed class LiveTruth
{
    private readonly List<TruePlacement> _placements = [];
    private readonly List<PlantedFault> _faults = [];

    /// <summary>Every time in a place, ended ones first come first, in no other order.</summary>
    public IReadOnlyList<TruePlacement> Placements => _placements;

    /// <summary>What was planted, in order.</summary>
    public IReadOnlyList<PlantedFault> Faults => _faults;

    internal void Add(TruePlacement placement) => _placements.Add(placement);

    internal void Plant(string facility, string kind, string visit, DateTimeOffset at) => _faults.Add(new(facility, kind, visit, at));

    /// <summary>Who was where at a moment.</summary>
    public IEnumerable<TruePlacement> At(DateTimeOffset at) => _placements.Where(placement => placement.Start <= at && (placement.End is not { } end || at < end));

    /// <summary>The placements as CSV with a heading.</summary>
    public string PlacementsCsv() => Csv("facility,visit,patient,ward,room,bed,start,end,is_on_leave", _placements.OrderBy(placement => placement.Start).ThenBy(placement => placement.VisitId, StringComparer.Ordinal)
        .Select(placement => $"{placement.FacilityId},{placement.VisitId},{placement.PatientId},{placement.Ward},{placement.Room},{placement.Bed},{Time(placement.Start)},{Time(placement.End)},{placement.IsOnLeave}"));

    /// <summary>What was planted, as CSV with a heading.</summary>
    public string FaultsCsv() => Csv("facility,kind,visit,at", _faults.Select(fault => $"{fault.FacilityId},{fault.Kind},{fault.VisitId},{Time(fault.At)}"));

    private static string Csv(string heading, IEnumerable<string> lines)
    {
        var text = new StringBuilder(heading).Append('\n');
        foreach (var line in lines) text.Append(line).Append('\n');
        return text.ToString();
    }

    private static string Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "";
}
