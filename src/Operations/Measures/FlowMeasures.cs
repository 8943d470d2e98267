using System.Collections.Immutable;

namespace Carelake.Operations;

/// <summary>
/// The measures of patient flow over a period, live or historic: the state is that of a running feed, or made anew of the messages that the lake keeps.
/// docs/guides/patient-flow.md defines each measure in words; a test holds them against an independent count in SQL over bronze.
/// </summary>
public sealed class FlowMeasures
{
    private static readonly TimeSpan ReadmissionWindow = TimeSpan.FromDays(Journey.ReadmissionDays);

    private readonly FlowState _state;
    private readonly BedPlan _plan;
    private readonly SortedDictionary<string, ImmutableArray<FlowHour>> _hours = new(StringComparer.Ordinal);
    private readonly List<Visit> _visits;

    /// <summary>Reads the state once.</summary>
    /// <param name="state">What is known.</param>
    /// <param name="plan">The beds there are.</param>
    /// <param name="hours">The period: the hours of every facility, each facility's without gaps and in order.</param>
    public FlowMeasures(FlowState state, BedPlan plan, ImmutableArray<FlowHour> hours)
    {
        (_state, _plan) = (state, plan);
        _visits = [.. state.Visits().Where(visit => visit.StartedAt is not null)];
        foreach (var facility in hours.GroupBy(hour => hour.FacilityId, StringComparer.Ordinal)) _hours[facility.Key] = [.. facility];
    }

    /// <summary>Occupancy by ward and hour.</summary>
    public IEnumerable<WardHour> Occupancy()
    {
        foreach (var (facility, hours) in _hours)
        {
            foreach (var ward in Wards(facility))
            {
                var counts = new int[hours.Length];
                foreach (var placement in InBeds(facility, ward.Key))
                {
                    // The first hour that begins in the placement, and every one after it until the end.
                    var first = (int)Math.Max(0, Math.Ceiling((placement.Start - hours[0].Start).TotalHours));
                    for (var hour = first; hour < hours.Length && placement.Covers(hours[hour].Start); hour++) counts[hour]++;
                }
                for (var hour = 0; hour < hours.Length; hour++) yield return new(facility, ward.Key, hours[hour].Start, ward.Count(), counts[hour]);
            }
        }
    }

    /// <summary>Bed turnover and turnover interval by ward.</summary>
    public IEnumerable<WardTurnover> Turnover() =>
        from facility in _hours
        let start = facility.Value[0].Start
        let end = facility.Value[^1].End
        from ward in Wards(facility.Key)
        let placements = InBeds(facility.Key, ward.Key).ToList()
        select new WardTurnover(
            facility.Key, ward.Key, ward.Count(), ward.Count() * (end - start),
            placements.Aggregate(TimeSpan.Zero, (sum, placement) => sum + Overlap(placement.Start, placement.End, start, end)),
            placements.Count(placement => placement.End >= start && placement.End < end));

    /// <summary>Arrivals, admissions and discharges, a line a facility and date.</summary>
    public IEnumerable<Throughput> Throughput()
    {
        var arrivals = ByDate(_visits.Where(visit => visit.RegisteredClass == PatientClass.Emergency).Select(visit => (visit.FacilityId, visit.RegisteredAt)));
        var admissions = ByDate(_visits.Where(visit => visit.IsInpatientStay).Select(visit => (visit.FacilityId, visit.AdmittedAt)));
        var discharges = ByDate(_visits.Where(visit => visit.IsInpatientStay).Select(visit => (visit.FacilityId, visit.DischargedAt)));
        foreach (var (facility, hours) in _hours)
            foreach (var date in hours.Select(hour => hour.LocalDate).Distinct())
                yield return new(facility, date, arrivals.GetValueOrDefault((facility, date)), admissions.GetValueOrDefault((facility, date)), discharges.GetValueOrDefault((facility, date)));
    }

    /// <summary>Inpatient stays that ended in the period.</summary>
    public IEnumerable<StayMeasure> Stays()
    {
        var admissions = _visits.Where(visit => visit.IsInpatientStay).ToLookup(visit => (visit.FacilityId, _state.PersonOf(visit.FacilityId, visit.PatientId)));
        foreach (var visit in _visits)
        {
            if (!visit.IsInpatientStay || visit.DischargedAt is not { } end || visit.AdmittedAt is not { } admitted || HourOf(visit.FacilityId, end) is not { } hour) continue;
            var isReadmitted = admissions[(visit.FacilityId, _state.PersonOf(visit.FacilityId, visit.PatientId))]
                .Any(again => again.VisitId != visit.VisitId && again.AdmittedAt >= end && again.AdmittedAt < end + ReadmissionWindow);
            yield return new(visit.FacilityId, visit.VisitId, visit.Service, hour.LocalDate, end - admitted, WardChanges(visit, admitted), hour.LocalHour < 12, isReadmitted);
        }
    }

    /// <summary>Emergency attendances that ended in the period.</summary>
    public IEnumerable<EmergencyMeasure> Emergency() =>
        from visit in _visits
        where visit.LeftEmergencyAt is not null
        let left = visit.LeftEmergencyAt!.Value // Filtered on the line above.
        let hour = HourOf(visit.FacilityId, left)
        where hour is not null
        let isAdmitted = visit.AdmittedAt is not null
        select new EmergencyMeasure(
            visit.FacilityId, visit.VisitId, hour.LocalDate, left - visit.RegisteredAt!.Value, isAdmitted, isAdmitted && visit.BedRequestedAt <= left ? left - visit.BedRequestedAt : null); // Who left had registered.

    /// <summary>The use of lists.</summary>
    public IEnumerable<SessionMeasure> Sessions(IEnumerable<TheatreSession> sessions)
    {
        var cases = _state.Cases().ToLookup(@case => (@case.FacilityId, @case.Theatre));
        foreach (var session in sessions)
        {
            var own = cases[(session.FacilityId, session.Theatre)].ToList();
            var operated = own.Where(@case => @case.InTheatreAt is { } start && @case.OutOfTheatreAt >= start).OrderBy(@case => @case.InTheatreAt).ToList();
            var inside = operated.Where(@case => session.Start <= @case.InTheatreAt && @case.InTheatreAt < session.End).ToList();
            var gaps = operated.Zip(operated.Skip(1))
                .Where(pair => inside.Contains(pair.Second) && pair.First.OutOfTheatreAt >= session.Start && pair.First.OutOfTheatreAt <= pair.Second.InTheatreAt)
                .Select(pair => pair.Second.InTheatreAt!.Value - pair.First.OutOfTheatreAt!.Value).ToList(); // Operated cases have both.
            var planned = own.Where(@case => session.Start <= @case.PlannedAt && @case.PlannedAt < session.End).ToList();
            yield return new(
                session, inside.Aggregate(TimeSpan.Zero, (sum, @case) => sum + Overlap(@case.InTheatreAt!.Value, @case.OutOfTheatreAt, session.Start, session.End)),
                inside.Count == 0 ? null : inside[0].InTheatreAt - session.Start, gaps.Aggregate(TimeSpan.Zero, (sum, gap) => sum + gap), gaps.Count,
                planned.Count, planned.Count(@case => @case.Status is TheatreCaseStatus.Cancelled or TheatreCaseStatus.NoShow));
        }
    }

    /// <summary>The NHS daily situation report, a line a facility and date. The first date of the period has none, since a line tells of the day before as well.</summary>
    public IEnumerable<SitRep> SitReps()
    {
        var attendances = Emergency().ToLookup(attendance => (attendance.FacilityId, attendance.LocalDate));
        var handovers = (
            from visit in _visits
            where visit is { RegisteredClass: PatientClass.Emergency, ArrivalMode: "A", HandedOverAt: not null }
            let handedOver = visit.HandedOverAt!.Value // Filtered on the line above.
            let hour = HourOf(visit.FacilityId, handedOver)
            where hour is not null
            select (visit.FacilityId, hour.LocalDate, Delay: handedOver - visit.RegisteredAt!.Value)) // A class at registration comes with its time.
            .ToLookup(handover => (handover.FacilityId, handover.LocalDate));
        foreach (var morning in _hours.Values.SelectMany(hours => hours.Where(hour => hour.LocalHour == 8 && hour.LocalDate > hours[0].LocalDate)))
        {
            var dayBefore = (morning.FacilityId, morning.LocalDate.AddDays(-1));
            var here = _visits.Where(visit => visit.FacilityId == morning.FacilityId && visit.At(morning.Start) is { IsOnLeave: false }).Select(visit => visit.At(morning.Start)!.Value.Location).ToHashSet(); // Filtered just before.
            var beds = _plan.Beds.Where(bed => bed.FacilityId == morning.FacilityId && bed.Kind == WardKind.GeneralAcute).ToList();
            var lengths = _visits.Where(visit => visit.FacilityId == morning.FacilityId && visit.IsInpatientStay && visit.AdmittedAt <= morning.Start && (visit.DischargedAt is not { } end || morning.Start < end))
                .Select(visit => morning.Start - visit.AdmittedAt!.Value).ToList(); // An inpatient stay was admitted.
            yield return new(
                morning.FacilityId, morning.LocalDate,
                beds.Count(bed => !bed.IsEscalation), beds.Count(bed => !bed.IsEscalation && here.Contains(bed.Location)), beds.Count(bed => bed.IsEscalation && here.Contains(bed.Location)),
                lengths.Count(length => length >= TimeSpan.FromDays(7)), lengths.Count(length => length >= TimeSpan.FromDays(14)), lengths.Count(length => length >= TimeSpan.FromDays(21)),
                handovers[dayBefore].Count(), handovers[dayBefore].Count(handover => handover.Delay > TimeSpan.FromMinutes(30)), handovers[dayBefore].Count(handover => handover.Delay > TimeSpan.FromMinutes(60)),
                attendances[dayBefore].Count(), attendances[dayBefore].Count(attendance => attendance.IsBreach), attendances[dayBefore].Count(attendance => attendance.Boarding > TimeSpan.FromHours(12)));
        }
    }

    private IEnumerable<IGrouping<string, PlannedBed>> Wards(string facilityId) => _plan.Beds.Where(bed => bed.FacilityId == facilityId).GroupBy(bed => bed.Location.Ward, StringComparer.Ordinal);

    private IEnumerable<Placement> InBeds(string facilityId, string ward) =>
        from visit in _visits
        where visit.FacilityId == facilityId
        from placement in visit.Placements
        where placement.Location.HasBed && !placement.IsOnLeave && placement.Location.Ward == ward
        select placement;

    private static int WardChanges(Visit visit, DateTimeOffset admitted)
    {
        var changes = 0;
        for (var index = 1; index < visit.Placements.Length; index++)
            if (visit.Placements[index].Start > admitted && visit.Placements[index].Location.Ward != visit.Placements[index - 1].Location.Ward) changes++;
        return changes;
    }

    private Dictionary<(string FacilityId, DateOnly Date), int> ByDate(IEnumerable<(string FacilityId, DateTimeOffset? At)> moments)
    {
        var counts = new Dictionary<(string, DateOnly), int>();
        foreach (var (facility, moment) in moments)
            if (moment is { } at && HourOf(facility, at) is { } hour) counts[(facility, hour.LocalDate)] = counts.GetValueOrDefault((facility, hour.LocalDate)) + 1;
        return counts;
    }

    // Hours follow one another without gaps, so an hour is found by counting.
    private FlowHour? HourOf(string facilityId, DateTimeOffset at) =>
        !_hours.TryGetValue(facilityId, out var hours) || at < hours[0].Start || at >= hours[^1].End ? null : hours[(int)(at - hours[0].Start).TotalHours];

    private static TimeSpan Overlap(DateTimeOffset start, DateTimeOffset? end, DateTimeOffset from, DateTimeOffset until)
    {
        var first = start > from ? start : from;
        var last = end is { } known && known < until ? known : until;
        return last > first ? last - first : TimeSpan.Zero;
    }
}
