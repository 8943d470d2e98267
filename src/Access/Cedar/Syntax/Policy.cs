using System.Collections.Immutable;
using System.Text;

namespace Carelake.Access.Cedar;

/// <summary>What a policy does when it applies.</summary>
public enum PolicyEffect
{
    /// <summary>Allows, unless another forbids.</summary>
    Permit,

    /// <summary>Forbids, whatever others permit.</summary>
    Forbid,
}

/// <summary>A <c>when</c> or <c>unless</c> of a policy.</summary>
/// <param name="IsUnless">It must be false rather than true.</param>
/// <param name="Body">The condition.</param>
internal sealed record PolicyCondition(bool IsUnless, Expr Body);

/// <summary>One policy, or a template when its scope has slots.</summary>
public sealed record Policy
{
    private Expr? _condition;

    internal Policy()
    {
    }

    /// <summary>Name within its set: <c>policy0</c> by position unless another was given.</summary>
    public required string Id { get; init; }

    /// <summary>Permits or forbids.</summary>
    public required PolicyEffect Effect { get; init; }

    /// <summary>Annotations by name; the empty text for one without a value.</summary>
    public required ImmutableSortedDictionary<string, string> Annotations { get; init; }

    /// <summary>The scope has slots: the policy applies to nothing until it is linked.</summary>
    public bool IsTemplate => Principal.IsSlot || Resource.IsSlot;

    internal ScopeConstraint Principal { get; init; } = ScopeConstraint.Any;

    internal ScopeConstraint Action { get; init; } = ScopeConstraint.Any;

    internal bool IsActionList { get; init; }

    internal ScopeConstraint Resource { get; init; } = ScopeConstraint.Any;

    internal ImmutableArray<PolicyCondition> Conditions { get; init; } = [];

    /// <summary>All conditions as one; true when there are none.</summary>
    internal Expr Condition => _condition ??= Conditions
        .Select(condition => condition.IsUnless ? new NotExpr(condition.Body) : condition.Body)
        .Aggregate((Expr?)null, (left, right) => left is null ? right : new AndExpr(left, right)) ?? new LiteralExpr(CedarValue.True);

    /// <summary>Scope and conditions as one expression, as the validator reads them.</summary>
    internal Expr ToExpr() => new AndExpr(
        new AndExpr(new AndExpr(Principal.ToExpr(Variable.Principal), Action.ToExpr(Variable.Action, IsActionList)), Resource.ToExpr(Variable.Resource)),
        Condition);

    /// <summary>The template with its slots filled.</summary>
    /// <param name="id">Name of the new policy.</param>
    /// <param name="principal">For <c>?principal</c>; not used when the template has no such slot.</param>
    /// <param name="resource">For <c>?resource</c>; not used when the template has no such slot.</param>
    /// <exception cref="ArgumentException">A slot is left open.</exception>
    public Policy Link(string id, EntityUid? principal, EntityUid? resource) => this with
    {
        Id = id,
        Principal = Fill(Principal, principal),
        Resource = Fill(Resource, resource),
    };

    /// <summary>As a policy file writes it; reading that again gives the same policy.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in Annotations) text.Append($"@{name}({CedarText.Quote(value)})\n");
        text.Append(Effect == PolicyEffect.Permit ? "permit (" : "forbid (");
        text.Append($"{Principal.Print(Variable.Principal)}, {Action.Print(Variable.Action)}, {Resource.Print(Variable.Resource)})");
        foreach (var condition in Conditions) text.Append($"\n{(condition.IsUnless ? "unless" : "when")} {{ {condition.Body} }}");
        return text.Append(';').ToString();
    }

    private static ScopeConstraint Fill(ScopeConstraint constraint, EntityUid? entity)
    {
        if (!constraint.IsSlot) return constraint;
        if (entity is null) throw new ArgumentException("A slot of the template is left open.", nameof(entity));
        return constraint with { Entities = [entity], IsSlot = false };
    }
}
