using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.Operations;

/// <summary>
/// The beds of one facility at a moment. A bed holds one patient and a patient is in one bed: where a feed says otherwise, the first in a bed keeps it, the last place
/// of a person counts, the others stand in <see cref="WithoutBed"/>, and an issue says so.
/// </summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="AsOf">The moment, in UTC.</param>
/// <param name="Beds">In the order of the plan, then those that only messages name.</param>
/// <param name="WithoutBed">Patients who are here and hold no bed, by ward and time.</param>
/// <param name="Issues">What cannot be true about beds.</param>
public sealed record BedBoard(
    string FacilityId, DateTimeOffset AsOf, ImmutableArray<BoardBed> Beds, ImmutableArray<(Visit Visit, Placement Placement)> WithoutBed, ImmutableArray<FlowIssue> Issues)
{
    /// <summary>Puts the patients into the beds.</summary>
    /// <param name="facilityId">The facility.</param>
    /// <param name="asOf">The moment.</param>
    /// <param name="plan">The beds there are.</param>
    /// <param name="visits">Visits of the facility; those not here at the moment may be among them. The order does not matter.</param>
    /// <param name="statuses">The last state said of each bed, up to the moment.</param>
    /// <param name="personOf">The person behind a patient number, after merges.</param>
    internal static BedBoard Of(
        string facilityId, DateTimeOffset asOf, BedPlan plan, IEnumerable<Visit> visits,
        IReadOnlyDictionary<PatientLocation, (char Status, DateTimeOffset At)> statuses, Func<string, string> personOf)
    {
        var issues = ImmutableArray.CreateBuilder<FlowIssue>();
        var without = new List<Claim>();
        var reservations = new List<Visit>();
        var here = new List<Claim>();
        foreach (var visit in visits)
        {
            if (visit.At(asOf) is { } placement) here.Add(new(visit, placement, personOf(visit.PatientId)));
            if (!visit.Reserved.IsEmpty) reservations.Add(visit);
        }
        var holders = Holders(here, without, issues);

        var beds = ImmutableArray.CreateBuilder<BoardBed>();
        var planned = new Dictionary<PatientLocation, PlannedBed>();
        foreach (var bed in plan.Beds)
            if (bed.FacilityId == facilityId) planned.TryAdd(bed.Location, bed);
        var reserved = new Dictionary<PatientLocation, Visit>();
        foreach (var visit in reservations.OrderBy(visit => visit.ExpectedAdmission ?? visit.BedRequestedAt ?? asOf).ThenBy(visit => visit.VisitId, StringComparer.Ordinal))
            if (visit.Reserved.HasBed) reserved.TryAdd(visit.Reserved, visit);

        foreach (var location in planned.Keys.Concat(
            holders.Keys.Concat(reserved.Keys).Concat(statuses.Keys).Where(location => location.HasBed && !planned.ContainsKey(location)).Distinct().OrderBy(location => location.ToString(), StringComparer.Ordinal)))
        {
            var bed = State(location, planned.GetValueOrDefault(location));
            beds.Add(bed);
            if (bed.Plan is null && planned.Count > 0 && bed.State == BedState.Occupied)
                issues.Add(About("OPS-0022", Severity.Warning, bed.Since ?? asOf, location, "A patient is in a bed that the plan does not have.", bed.Visit));
        }
        return new(facilityId, asOf, beds.ToImmutable(),
            [.. without.OrderBy(claim => claim.Placement.Location.Ward, StringComparer.Ordinal).ThenBy(claim => claim.Placement.Start).ThenBy(claim => claim.Visit.VisitId, StringComparer.Ordinal).Select(claim => (claim.Visit, claim.Placement))],
            [.. issues.OrderBy(issue => issue.At).ThenBy(issue => issue.Issue.Code, StringComparer.Ordinal).ThenBy(issue => issue.Issue.Location, StringComparer.Ordinal).ThenBy(issue => issue.VisitId, StringComparer.Ordinal)]);

        BoardBed State(PatientLocation location, PlannedBed? bed)
        {
            (char Status, DateTimeOffset At)? said = statuses.TryGetValue(location, out var status) ? status : null;
            if (holders.TryGetValue(location, out var holder))
            {
                if (said is { Status: 'U' or 'C' or 'H' or 'K' } other && other.At > holder.Placement.Start && !holder.Placement.IsOnLeave)
                    issues.Add(About("OPS-0023", Severity.Warning, other.At, location, "A bed is said to be empty or closed while a patient is in it: the patient is shown.", holder.Visit));
                return new(location, holder.Placement.IsOnLeave ? BedState.Reserved : BedState.Occupied, holder.Visit, holder.Placement.Start, bed);
            }
            if (said is { Status: 'O' })
                issues.Add(About("OPS-0024", Severity.Warning, said.Value.At, location, "A bed is said to be occupied and nobody is known to be in it: it is shown as blocked.", null));
            return said?.Status switch
            {
                'H' => new(location, BedState.Cleaning, reserved.GetValueOrDefault(location), said.Value.At, bed),
                'C' or 'I' or 'K' or 'O' => new(location, BedState.Blocked, null, said.Value.At, bed),
                _ when reserved.TryGetValue(location, out var visit) => new(location, BedState.Reserved, visit, visit.BedRequestedAt, bed),
                _ => new(location, BedState.Free, null, said?.At, bed),
            };
        }

        FlowIssue About(string code, Severity severity, DateTimeOffset at, PatientLocation location, string message, Visit? visit) =>
            new(new(code, severity, location.ToString(), message), facilityId, visit?.VisitId ?? "", at);
    }

    /// <summary>Beds of a state.</summary>
    public int Count(BedState state) => Beds.Count(bed => bed.State == state);

    private static Dictionary<PatientLocation, Claim> Holders(List<Claim> here, List<Claim> without, ImmutableArray<FlowIssue>.Builder issues)
    {
        // The last place of a person counts. Which is last does not depend on the order in which the visits came.
        here.Sort(Claim.ByTime);
        var lastOf = new Dictionary<string, Claim>(StringComparer.Ordinal);
        foreach (var claim in here)
            if (claim.Person.Length > 0 && claim.Placement.Location.HasBed) lastOf[claim.Person] = claim;

        var holders = new Dictionary<PatientLocation, Claim>();
        foreach (var claim in here)
        {
            var location = claim.Placement.Location;
            if (!location.HasBed) without.Add(claim);
            else if (claim.Person.Length > 0 && !ReferenceEquals(lastOf[claim.Person].Visit, claim.Visit))
            {
                without.Add(claim);
                issues.Add(claim.Issue("OPS-0021", "One person is in two beds at once: the one of the last movement counts."));
            }
            else if (!holders.TryAdd(location, claim))
            {
                without.Add(claim);
                issues.Add(claim.Issue("OPS-0020", "Two patients are in one bed at once: the one who came first keeps it until a message says that they left."));
            }
        }
        return holders;
    }

    private sealed record Claim(Visit Visit, Placement Placement, string Person)
    {
        public static int ByTime(Claim left, Claim right) =>
            left.Placement.Start != right.Placement.Start ? left.Placement.Start.CompareTo(right.Placement.Start) : string.CompareOrdinal(left.Visit.VisitId, right.Visit.VisitId);

        public FlowIssue Issue(string code, string message) =>
            new(new(code, Severity.Error, Placement.Location.ToString(), message), Visit.FacilityId, Visit.VisitId, Placement.Start);
    }
}
