using Carelake.Core;

namespace Carelake.Operations;

/// <summary>Something a feed says that cannot be true. Issues are a function of the events known, so one that later events explain is gone again.</summary>
/// <param name="Issue">Code and words; names no patient. Its location is the bed, ward or case where there is one.</param>
/// <param name="FacilityId">The facility.</param>
/// <param name="VisitId">The visit concerned; empty when it is about a bed or a case.</param>
/// <param name="At">When, by the events; in UTC.</param>
public sealed record FlowIssue(Issue Issue, string FacilityId, string VisitId, DateTimeOffset At)
{
    /// <summary>Its code and time, never who it is about.</summary>
    public override string ToString() => $"{Issue.Code} {At:u}";
}
