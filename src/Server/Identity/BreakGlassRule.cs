using Carelake.Access.Cedar;
using Carelake.Access.Policies;
using Carelake.Core;

namespace Carelake.Server.Identity;

/// <summary>Who may ask for emergency access, and how.</summary>
internal static class BreakGlassRule
{
    public const int UsualMinutes = 15;

    private const int ShortestReason = 10;
    private const int LongestReason = 500;
    private static readonly Situation Emergency = Situation.All.First(situation => situation.IsBreakGlass);

    /// <summary>A policy opens others' records to one of the user's roles in an emergency. To others a grant must not be made: it also lifts what policies forbid.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="policies">Those in force where the user is.</param>
    public static bool MayAsk(UserAccount user, PolicySet policies)
    {
        var buffer = new DecisionBuffer();
        return Role.All.Any(role => user.Roles.Contains(role.Name) && user.Purposes.Contains(role.Purpose)
            && new AccessQuestion(role, "read", SensitivityClass.ClinicalNarrative, "general", Emergency).Answer(policies, buffer) == "allow");
    }

    /// <summary>What is wrong with a request; null when nothing is.</summary>
    public static Issue? Problem(BreakGlassRequest request) =>
        request.Reason.Trim().Length is < ShortestReason or > LongestReason ? new("SRV-0112", Severity.Error, "reason", $"A reason has {ShortestReason} to {LongestReason} characters.")
        : request.Minutes is < 1 || request.Minutes > BreakGlassGrant.Longest.TotalMinutes ? new("SRV-0112", Severity.Error, "minutes", "Emergency access is for 1 to 60 minutes.")
        : null;
}
