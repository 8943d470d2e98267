using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.Operations;

/// <summary>The time zone that each facility keeps its clocks in.</summary>
/// <param name="Zones">By facility (MSH-4.1).</param>
public sealed record FacilityZones(ImmutableDictionary<string, TimeZoneInfo> Zones)
{
    private const string Heading = "facility,zone";

    /// <summary>No zones: every facility's clocks show UTC.</summary>
    public static FacilityZones Utc { get; } = new(ImmutableDictionary<string, TimeZoneInfo>.Empty);

    /// <summary>The zone of a facility; UTC for one that is not listed.</summary>
    public TimeZoneInfo Of(string facilityId) => Zones.GetValueOrDefault(facilityId, TimeZoneInfo.Utc);

    /// <summary>The beginning of a facility's day, in UTC.</summary>
    public DateTimeOffset Midnight(string facilityId, DateOnly date) => FlowHour.Midnight(Of(facilityId), date);

    /// <summary>The date that a facility's calendars show at a moment.</summary>
    public DateOnly DateAt(string facilityId, DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Of(facilityId)).DateTime);

    /// <summary>Reads zones: comma-separated, one facility a line, with the heading <c>facility,zone</c>; zones by their IANA names, such as <c>Europe/London</c>.</summary>
    /// <returns>What could be read; <c>OPS-0061</c> for each line that could not.</returns>
    public static Parsed<FacilityZones> Parse(string text)
    {
        var zones = ImmutableDictionary.CreateBuilder<string, TimeZoneInfo>(StringComparer.Ordinal);
        var issues = ImmutableArray.CreateBuilder<Issue>();
        foreach (var (number, cells) in PlanLines.Of(text, Heading))
        {
            if (cells is [{ Length: > 0 } facility, var name] && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) zones[facility] = zone;
            else issues.Add(new("OPS-0061", Severity.Error, $"line {number}", $"A line of the facilities' zones is not '{Heading}', or the zone is not known here."));
        }
        return new(new(zones.ToImmutable()), issues.ToImmutable());
    }

    /// <summary>Writes what <see cref="Parse"/> reads.</summary>
    public string ToText() => $"{Heading}\n{string.Concat(Zones.OrderBy(zone => zone.Key, StringComparer.Ordinal).Select(zone => $"{zone.Key},{zone.Value.Id}\n"))}";
}
