using System.Collections.Immutable;

namespace Carelake.Operations;

/// <summary>Who is expected to leave.</summary>
public static class ExpectedDischarges
{
    /// <summary>Patients who are here and expected to be discharged before a moment, overdue ones first.</summary>
    public static ImmutableArray<Visit> Of(FlowState state, string facilityId, DateTimeOffset before) =>
    [
        .. state.OpenVisits(facilityId).Where(visit => visit.Current is not null && visit.ExpectedDischarge < before)
            .OrderBy(visit => visit.ExpectedDischarge).ThenBy(visit => visit.VisitId, StringComparer.Ordinal),
    ];
}
