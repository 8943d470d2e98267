using Carelake.Access.Policies;

namespace Carelake.Tests.Access;

/// <summary>The policies of the tree.</summary>
internal static class ShippedPolicies
{
    public static PolicyLibrary Library { get; } = PolicyLibrary.Read(Repository.Path("policies")).Value;
}
