using System.Collections.Immutable;

namespace Carelake.Operations;

/// <summary>
/// The live state of a group's patients, beds and theatres: every event known, by visit, case and bed, and what they come to. A function of the set of events: late,
/// repeated and amended ones in any order end in the same. Not safe for several threads at once.
/// </summary>
/// <param name="options">How long it remembers; <see langword="null"/> for <see cref="FlowStateOptions.Default"/>.</param>
public sealed partial class FlowState(FlowStateOptions? options = null)
{
    private readonly FlowStateOptions _options = options ?? FlowStateOptions.Default;
    private readonly SortedDictionary<string, FacilityState> _facilities = new(StringComparer.Ordinal);
    private Names _names = new();
    private FacilityState? _last;
    private long _latest;
    private long _forgottenBefore;
    private long _lastSweep;

    /// <summary>Position of the last event applied, in the log it came from; 0 before the first.</summary>
    public long Position { get; private set; }

    /// <summary>Events applied, repetitions included.</summary>
    public long EventCount { get; private set; }

    /// <summary>Events of visits, cases and beds that are kept, without repetitions where these were found.</summary>
    public long RememberedEventCount => _facilities.Values.Sum(facility =>
        facility.Visits.Values.Sum(record => (long)record.Entries.Count) + facility.Cases.Values.Sum(record => (long)record.Entries.Count) + facility.BedStatuses.Values.Sum(entries => (long)entries.Count));

    /// <summary>Events that came after their visit had been forgotten (<c>OPS-0040</c>).</summary>
    public long TooLateCount { get; private set; }

    /// <summary>The latest moment that any event was recorded at, in UTC; the least moment before the first.</summary>
    public DateTimeOffset LatestAt => new(_latest, TimeSpan.Zero);

    /// <summary>The facilities that events came from, in order of their ids.</summary>
    public IEnumerable<string> Facilities => _facilities.Keys;

    /// <summary>Takes an event in. What it changes is computed when something is asked for.</summary>
    public void Apply(FlowEvent flow)
    {
        Position = Math.Max(Position, flow.Sequence);
        EventCount++;
        _latest = Math.Max(_latest, flow.RecordedAt.UtcTicks);
        var facility = Facility(flow.FacilityId);
        var entry = Entry.Of(flow, _names);
        switch (flow.Kind)
        {
            case FlowEventKind.PersonUpdate: break;
            case FlowEventKind.PersonMerge:
                facility.Merges.Add(entry);
                facility.Survivors = null;
                break;
            case FlowEventKind.BedStatus:
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(facility.BedStatuses, entry.Place, out _).Add(entry);
                break;
            case >= FlowEventKind.CaseBook:
                ApplyToCase(facility, flow.CaseId, entry);
                break;
            default:
                ApplyToVisit(facility, flow.VisitId, entry);
                break;
        }
        if (_options.KeepDays is { } days && _latest - _lastSweep > TimeSpan.TicksPerDay * 7) Forget(days);
    }

    /// <summary>Every visit remembered, in order of facility and number.</summary>
    public IEnumerable<Visit> Visits()
    {
        Settle();
        foreach (var facility in _facilities.Values)
            foreach (var record in facility.Visits.Values.OrderBy(record => record.VisitId, StringComparer.Ordinal))
                yield return record.Visit ?? VisitFold.Of(record, _names);
    }

    /// <summary>Visits of a facility that go on or are planned, in no order.</summary>
    public IEnumerable<Visit> OpenVisits(string facilityId)
    {
        Settle();
        return _facilities.TryGetValue(facilityId, out var facility) ? facility.Open.Select(record => record.Visit!) : []; // Settled: an open visit is kept computed.
    }

    /// <summary>One visit; <see langword="null"/> when it is not known.</summary>
    public Visit? Visit(string facilityId, string visitId)
    {
        Settle();
        return _facilities.TryGetValue(facilityId, out var facility) && facility.Visits.TryGetValue(visitId, out var record) ? record.Visit ?? VisitFold.Of(record, _names) : null;
    }

    /// <summary>Every theatre case remembered, in order of facility and number.</summary>
    public IEnumerable<TheatreCase> Cases()
    {
        foreach (var facility in _facilities.Values)
            foreach (var record in facility.Cases.Values.OrderBy(record => record.CaseId, StringComparer.Ordinal))
                yield return record.Case ??= CaseFold.Of(record, _names);
    }

    /// <summary>The beds of a facility now, that is at <see cref="LatestAt"/>.</summary>
    public BedBoard BedBoard(string facilityId, BedPlan plan) => BedBoard(facilityId, plan, LatestAt);

    /// <summary>The beds of a facility at a moment that is remembered.</summary>
    public BedBoard BedBoard(string facilityId, BedPlan plan, DateTimeOffset at)
    {
        if (!_facilities.TryGetValue(facilityId, out var facility))
            return Operations.BedBoard.Of(facilityId, at, plan, [], ImmutableDictionary<PatientLocation, (char, DateTimeOffset)>.Empty, person => person);
        Settle();
        var records = at >= LatestAt ? facility.Visits.Values.Where(record => record.EndedTicks > at.UtcTicks) : facility.Visits.Values;
        return Operations.BedBoard.Of(facilityId, at, plan, records.Select(record => record.Visit ?? VisitFold.Of(record, _names)), BedStatuses(facility, at), patient => PersonOf(facility, patient));
    }

    /// <summary>The person behind a patient number: the survivor of its merges, or itself.</summary>
    public string PersonOf(string facilityId, string patientId) => _facilities.TryGetValue(facilityId, out var facility) ? PersonOf(facility, patientId) : patientId;

    /// <summary>All that cannot be true in what is known, bed conflicts at <see cref="LatestAt"/> included, in order of facility and time.</summary>
    public ImmutableArray<FlowIssue> Issues(BedPlan plan) =>
    [
        .. Visits().SelectMany(visit => visit.Issues)
            .Concat(Cases().SelectMany(@case => @case.Issues))
            .Concat(Facilities.SelectMany(facility => BedBoard(facility, plan).Issues))
            .OrderBy(issue => issue.FacilityId, StringComparer.Ordinal).ThenBy(issue => issue.At).ThenBy(issue => issue.Issue.Code, StringComparer.Ordinal).ThenBy(issue => issue.VisitId, StringComparer.Ordinal),
    ];

    /// <summary>Computes the visits that events came for. Everything that answers a question does so by itself.</summary>
    public void Settle()
    {
        foreach (var facility in _facilities.Values)
        {
            foreach (var record in facility.Stale) Settle(facility, record);
            facility.Stale.Clear();
        }
    }

    private void Settle(FacilityState facility, VisitRecord record)
    {
        record.IsStale = false;
        var visit = VisitFold.Of(record, _names);
        var isOver = visit.Status is VisitStatus.Discharged or VisitStatus.Cancelled or VisitStatus.Unknown;
        record.EndedTicks = isOver ? visit.DischargedAt?.UtcTicks ?? LastOccurred(record) : long.MaxValue;
        record.Visit = isOver ? null : visit;
        if (isOver) facility.Open.Remove(record);
        else facility.Open.Add(record);
    }

    private static long LastOccurred(VisitRecord record)
    {
        var last = 0L;
        foreach (var entry in record.Entries.AsArrived) last = Math.Max(last, entry.Occurred);
        return last;
    }

    private FacilityState Facility(string id)
    {
        if (_last is { } last && string.Equals(last.Id, id, StringComparison.Ordinal)) return last;
        if (!_facilities.TryGetValue(id, out var facility)) _facilities[id] = facility = new(id);
        return _last = facility;
    }

    private void ApplyToVisit(FacilityState facility, string visitId, in Entry entry)
    {
        if (!facility.Visits.TryGetValue(visitId, out var record))
        {
            if (entry.Occurred < _forgottenBefore)
            {
                TooLateCount++;
                return;
            }
            facility.Visits[visitId] = record = new(facility.Id, visitId);
        }
        record.Entries.Add(entry);
        if (record.IsStale) return;
        record.IsStale = true;
        facility.Stale.Add(record);
    }

    private void ApplyToCase(FacilityState facility, string caseId, in Entry entry)
    {
        if (!facility.Cases.TryGetValue(caseId, out var record))
        {
            if (Math.Max(entry.Occurred, entry.Planned) < _forgottenBefore)
            {
                TooLateCount++;
                return;
            }
            facility.Cases[caseId] = record = new(facility.Id, caseId);
        }
        record.Entries.Add(entry);
        record.Case = null;
    }

    private void Forget(int days)
    {
        Settle();
        _lastSweep = _latest;
        _forgottenBefore = Math.Max(_forgottenBefore, _latest - TimeSpan.TicksPerDay * days);
        foreach (var facility in _facilities.Values)
        {
            foreach (var (id, record) in facility.Visits)
                if (record.EndedTicks < _forgottenBefore) facility.Visits.Remove(id);
            foreach (var (id, record) in facility.Cases)
                if (LastMoment(record) < _forgottenBefore) facility.Cases.Remove(id);
        }
    }

    private static long LastMoment(CaseRecord record)
    {
        var last = 0L;
        foreach (var entry in record.Entries.AsArrived) last = Math.Max(last, Math.Max(entry.Occurred, entry.Planned));
        return last;
    }

    private Dictionary<PatientLocation, (char Status, DateTimeOffset At)> BedStatuses(FacilityState facility, DateTimeOffset at)
    {
        var statuses = new Dictionary<PatientLocation, (char, DateTimeOffset)>(facility.BedStatuses.Count);
        foreach (var place in facility.BedStatuses.Keys)
        {
            ref var said = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrNullRef(facility.BedStatuses, place);
            Entry? last = null;
            foreach (var entry in said.InRecordedOrder(_names))
                if (entry.Occurred <= at.UtcTicks && (last is not { } before || entry.Occurred >= before.Occurred)) last = entry;
            if (last is { } found && _names.Text(found.Detail) is [var status, ..]) statuses[_names.Place(place)] = (status, new(found.Occurred, TimeSpan.Zero));
        }
        return statuses;
    }

    private string PersonOf(FacilityState facility, string patientId)
    {
        if (facility.Survivors is null)
        {
            facility.Survivors = new(StringComparer.Ordinal);
            foreach (var merge in facility.Merges.InRecordedOrder(_names))
            {
                var (retired, survivor) = (Root(_names.Text(merge.Detail)), Root(_names.Text(merge.Patient)));
                if (retired != survivor && retired.Length > 0 && survivor.Length > 0) facility.Survivors[retired] = survivor;
            }
        }
        return Root(patientId);

        // A root never points on, so merges make no circle.
        string Root(string id)
        {
            while (facility.Survivors!.TryGetValue(id, out var next)) id = next; // Made above.
            return id;
        }
    }
}
