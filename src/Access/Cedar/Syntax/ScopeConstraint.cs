using System.Collections.Immutable;

namespace Carelake.Access.Cedar;

/// <summary>How the scope of a policy narrows one variable.</summary>
internal enum ScopeKind
{
    /// <summary>Not at all.</summary>
    Any,

    /// <summary>One entity.</summary>
    Equal,

    /// <summary>Entities and all below them; several for actions only.</summary>
    In,

    /// <summary>A type.</summary>
    Is,

    /// <summary>A type, and an entity or below it.</summary>
    IsIn,
}

/// <summary>What the scope of a policy asks of one variable.</summary>
/// <param name="Kind">How it narrows.</param>
/// <param name="Entities">The entity, or those of a list of actions; empty where a template leaves a slot.</param>
/// <param name="Type">The type of <c>is</c>.</param>
/// <param name="IsSlot">A template leaves the entity open.</param>
internal sealed record ScopeConstraint(ScopeKind Kind, ImmutableArray<EntityUid> Entities, string? Type = null, bool IsSlot = false)
{
    public static readonly ScopeConstraint Any = new(ScopeKind.Any, []);

    /// <summary>The one entity; <see langword="null"/> where there is none or a list.</summary>
    public EntityUid? Entity => Entities.Length == 1 ? Entities[0] : null;

    /// <summary>The constraint as an expression over its variable, as the validator reads it.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="isList">It was written as a list, as only actions can.</param>
    public Expr ToExpr(Variable variable, bool isList = false)
    {
        var subject = new VariableExpr(variable);
        Expr target = IsSlot ? new SlotExpr(variable)
            : isList ? new SetExpr([.. Entities.Select(entity => (Expr)new LiteralExpr(CedarValue.Of(entity)))])
            : Entities.IsEmpty ? new LiteralExpr(CedarValue.True) : new LiteralExpr(CedarValue.Of(Entities[0]));
        return Kind switch
        {
            ScopeKind.Any => new LiteralExpr(CedarValue.True),
            ScopeKind.Equal => new BinaryExpr(BinaryOperator.Equal, subject, target),
            ScopeKind.In => new BinaryExpr(BinaryOperator.In, subject, target),
            ScopeKind.Is => new IsExpr(subject, Type!),
            _ => new AndExpr(new IsExpr(subject, Type!), new BinaryExpr(BinaryOperator.In, subject, target)),
        };
    }

    /// <summary>As a policy writes it.</summary>
    public string Print(Variable variable)
    {
        var name = ExprPrinter.Name(variable);
        var target = IsSlot ? $"?{name}" : variable == Variable.Action && Kind == ScopeKind.In && Entities.Length != 1
            ? $"[{string.Join(", ", Entities)}]"
            : string.Join(", ", Entities);
        return Kind switch
        {
            ScopeKind.Any => name,
            ScopeKind.Equal => $"{name} == {target}",
            ScopeKind.In => $"{name} in {target}",
            ScopeKind.Is => $"{name} is {Type}",
            _ => $"{name} is {Type} in {target}",
        };
    }
}
