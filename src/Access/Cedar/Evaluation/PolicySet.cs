using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.Access.Cedar;

/// <summary>Policies that decide together: allowed when one permits and none forbids.</summary>
public sealed class PolicySet
{
    private readonly ScopeIndex _index = new();
    private readonly Dictionary<string, int> _order;

    /// <summary>Makes a set.</summary>
    /// <param name="policies">In order; templates decide nothing until they are linked.</param>
    /// <exception cref="ArgumentException">Two policies have one name.</exception>
    public PolicySet(ImmutableArray<Policy> policies)
    {
        Policies = policies;
        _order = policies.Index().ToDictionary(item => item.Item.Id, item => item.Index, StringComparer.Ordinal);
        foreach (var policy in policies)
            if (!policy.IsTemplate) _index.Add(policy);
    }

    /// <summary>The policies in order, templates among them.</summary>
    public ImmutableArray<Policy> Policies { get; }

    /// <summary>Reads policies in Cedar's own syntax, named <c>policy0</c>, <c>policy1</c> and so on.</summary>
    /// <param name="source">The text.</param>
    /// <param name="place">Name of the file, for issues; empty when there is none.</param>
    /// <returns>An issue <c>ACC-0101</c> for the first thing wrong; nothing behind it is read.</returns>
    public static Parsed<PolicySet> Parse(string source, string place = "")
    {
        var policies = PolicyParser.Parse(source, place);
        return new(new PolicySet(policies.Value), policies.Issues);
    }

    /// <summary>Decides, and says what decided.</summary>
    public AuthorizationResponse Decide(AuthorizationRequest request, EntityStore entities)
    {
        var buffer = new DecisionBuffer();
        Decide(request, entities, buffer);
        return new(
            buffer.IsAllowed,
            [.. buffer.Determining.OrderBy(policy => _order[policy.Id]).Select(policy => policy.Id)],
            [.. buffer.Errors.OrderBy(error => _order[error.Policy.Id]).Select(error => (error.Policy.Id, error.Error.Message))]);
    }

    /// <summary>Decides into room that is used again; allocates nothing unless policies build sets or records.</summary>
    /// <returns>Allowed.</returns>
    public bool Decide(AuthorizationRequest request, EntityStore entities, DecisionBuffer buffer)
    {
        buffer.Reset(request, entities);
        _index.Visit(buffer);
        return buffer.IsAllowed;
    }

    /// <summary>Decides a policy whose scope fits.</summary>
    internal static void Decide(Policy policy, DecisionBuffer buffer)
    {
        var frame = buffer.Frame;
        if (policy.Conditions.Length > 0)
        {
            var value = policy.Condition.Evaluate(frame);
            if (value.IsFalse) return;
            if (!value.IsTrue)
            {
                buffer.Errors.Add((policy, Failure.OfType(value).Error));
                return;
            }
        }
        (policy.Effect == PolicyEffect.Permit ? buffer.Permits : buffer.Forbids).Add(policy);
    }
}
