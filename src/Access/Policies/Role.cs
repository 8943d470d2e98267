using System.Collections.Immutable;

namespace Carelake.Access.Policies;

/// <summary>A role of the shipped policies.</summary>
/// <param name="Name">As policies write it.</param>
/// <param name="Purpose">What its holders ask for data for.</param>
/// <param name="IsGroupWide">Its holders work for all facilities.</param>
public sealed record Role(string Name, string Purpose, bool IsGroupWide)
{
    /// <summary>Every role, in the order a reader looks for them.</summary>
    public static ImmutableArray<Role> All { get; } =
    [
        new("clinician", "treatment", false),
        new("nurse", "treatment", false),
        new("coder", "payment", false),
        new("billing_administrator", "payment", false),
        new("bed_manager", "operations", false),
        new("analyst", "operations", true),
        new("data_engineer", "operations", true),
        new("researcher", "research", true),
        new("compliance_officer", "audit", true),
    ];
}
