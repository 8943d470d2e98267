using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.Access.Cedar;

/// <summary>Judges policies against a schema: names that exist, types that fit, and whether a policy can ever apply.</summary>
public static class PolicyValidator
{
    /// <summary>Validates every policy of a set, as Cedar's strict mode does.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="schema">What they may speak of.</param>
    /// <returns>
    /// Errors <c>ACC-0104</c> and <c>ACC-0110</c> (no action of the scope is for its principal and resource), and warnings <c>ACC-0105</c> (a policy that can never apply), in the order of the policies; the location is the policy's name.
    /// </returns>
    public static ImmutableArray<Issue> Validate(PolicySet policies, CedarSchema schema) =>
        [.. policies.Policies.SelectMany(policy => Validate(policy, schema))];

    private static IEnumerable<Issue> Validate(Policy policy, CedarSchema schema)
    {
        var expression = policy.ToExpr();
        var unknown = Names.Of(expression).Where(name => !name.IsKnownTo(schema)).Select(name => name.Text).Distinct(StringComparer.Ordinal).ToList();
        foreach (var name in unknown) yield return Error(policy, $"the schema does not know {name}");
        // cedar-wasm 4.13 only warns of this; the corpus, made by earlier versions, calls it an error. The stricter holds, under a code of its own.
        if (!MayApply(policy, schema) && unknown.Count == 0)
            yield return new Issue("ACC-0110", Severity.Error, policy.Id, "No action of the scope is for this principal and resource.");
        var canApply = false;
        string? problem = null;
        foreach (var environment in RequestEnvironment.All(schema, policy))
        {
            var checker = new TypeChecker(schema, environment);
            var type = checker.CheckPolicy(expression);
            canApply |= type?.Known != false;
            problem ??= checker.Problem;
        }
        if (problem is not null && unknown.Count == 0) yield return Error(policy, problem);
        if (!canApply) yield return new Issue("ACC-0105", Severity.Warning, policy.Id, "The policy can never apply.");
    }

    // Some action of the scope is for some principal and some resource of the scope.
    private static bool MayApply(Policy policy, CedarSchema schema) => schema.Actions.Values
        .Where(action => policy.Action.Kind == ScopeKind.Any || policy.Action.Entities.Any(entity =>
            action.Uid.Equals(entity) || (policy.Action.Kind == ScopeKind.In && action.Ancestors.Contains(entity))))
        .Any(action => action.Principals.Any(type => Fits(policy.Principal, type, schema)) && action.Resources.Any(type => Fits(policy.Resource, type, schema)));

    private static bool Fits(ScopeConstraint constraint, string type, CedarSchema schema) => constraint.Kind switch
    {
        ScopeKind.Any => true,
        ScopeKind.Equal => constraint.IsSlot || constraint.Entities[0].Type == type,
        ScopeKind.In => constraint.IsSlot || schema.MayBeIn(type, constraint.Entities[0].Type),
        ScopeKind.Is => constraint.Type == type,
        _ => constraint.Type == type && (constraint.IsSlot || schema.MayBeIn(type, constraint.Entities[0].Type)),
    };

    private static Issue Error(Policy policy, string message) => new("ACC-0104", Severity.Error, policy.Id, $"{char.ToUpperInvariant(message[0])}{message[1..]}.");
}
