using System.Collections.Immutable;
using Carelake.DuckDb;
using Carelake.Operations;

namespace Carelake.Simulator;

/// <summary>
/// The simulated hospital group with a clock: it admits, moves, operates on and discharges the group's patients, and reports it in HL7 v2 messages as real systems do,
/// with delays, repetitions and mistakes. What really happened is known beside it. Same options, same messages.
/// </summary>
public sealed class LiveGroup
{
    private const double LeastScale = 0.3;

    private readonly List<LiveHospital> _hospitals;

    private LiveGroup(LiveOptions options, List<LiveHospital> hospitals)
    {
        _hospitals = hospitals;
        End = new DateTimeOffset(options.FirstDay.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) + options.Duration;
    }

    /// <summary>What really happened; whole when the messages have been read to their end.</summary>
    public LiveTruth Truth { get; private init; } = new();

    /// <summary>When the clock stops, in UTC.</summary>
    public DateTimeOffset End { get; }

    /// <summary>The beds of every facility.</summary>
    public static BedPlan Plan { get; } = new([.. Facility.Group.SelectMany(facility => LiveWard.Of(facility).SelectMany(ward => ward.Beds(facility.Id)))]);

    /// <summary>The zone of every facility.</summary>
    public static FacilityZones Zones { get; } = new(Facility.Group.ToImmutableDictionary(
        facility => facility.Id, facility => TimeZoneInfo.FindSystemTimeZoneById(facility.IsUs ? "America/New_York" : "Europe/London"), StringComparer.Ordinal));

    /// <summary>The theatre lists: two a weekday in each theatre.</summary>
    public static SessionPlan Sessions { get; } = new(
    [
        .. from facility in Facility.Group
           from theatre in LiveHospital.TheatreNames
           from day in new[] { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday }
           from opens in LiveHospital.ListOpens
           select new PlannedSession(facility.Id, theatre, day, Clock(opens), Clock(opens + LiveHospital.ListHours)),
    ]);

    /// <summary>Makes the group as it is when its clock starts.</summary>
    public static LiveGroup Open(LiveOptions options)
    {
        // The patients are those of the group that `carelake simulate` makes with the same seed and scale.
        // A small group is taken larger, so that three hospitals can be filled.
        var group = new SimulatorOptions { Folder = "", Scale = Math.Max(options.Scale, LeastScale), Seed = options.Seed };
        using var engine = new DuckDbConnection("Data Source=:memory:");
        engine.Open();
        engine.Execute(GroupSql.Macros(group), CancellationToken.None);
        var truth = new LiveTruth();
        return new(options, [.. Facility.Group.Select(facility => new LiveHospital(facility, LivePatient.Of(engine, facility, group, most: 20_000), options, truth))]) { Truth = truth };
    }

    /// <summary>Every message in the order of sending. Can be read once; the clock runs as messages are taken. Those that wait at the end are sent all the same.</summary>
    public IEnumerable<SimulatedMessage> Messages()
    {
        while (_hospitals.MinBy(hospital => hospital.NextAt) is { } next && next.NextAt < End)
        {
            foreach (var message in Due(next.NextAt)) yield return message;
            next.Step();
        }
        foreach (var hospital in _hospitals) hospital.Close();
        foreach (var message in Due(DateTimeOffset.MaxValue)) yield return message;
    }

    private static TimeOnly Clock(double hour) => TimeOnly.FromTimeSpan(TimeSpan.FromHours(hour));

    private IEnumerable<SimulatedMessage> Due(DateTimeOffset until)
    {
        while (_hospitals.MinBy(hospital => hospital.Channel.NextAt ?? DateTimeOffset.MaxValue) is { Channel.NextAt: { } at } hospital && at <= until)
            yield return hospital.Channel.Take();
    }
}
