namespace Carelake.Access.Cedar;

/// <summary>A name of an entity or a type that a policy says.</summary>
/// <param name="Entity">The entity; <see langword="null"/> for a type alone.</param>
/// <param name="Type">The type.</param>
internal sealed record Names(EntityUid? Entity, string Type)
{
    /// <summary>As the policy writes it.</summary>
    public string Text => Entity?.ToString() ?? Type;

    /// <summary>Every name in an expression, those of parts that are never reached too.</summary>
    public static IEnumerable<Names> Of(Expr expression)
    {
        if (expression is LiteralExpr { Value: { Kind: CedarValueKind.Entity } value }) yield return new(value.Entity, value.Entity.Type);
        if (expression is IsExpr isType) yield return new(null, isType.Type);
        foreach (var part in ExprWalk.Parts(expression))
            foreach (var name in Of(part)) yield return name;
    }

    /// <summary>The schema has it.</summary>
    public bool IsKnownTo(CedarSchema schema)
    {
        if (schema.Types.TryGetValue(Type, out var type)) return Entity is null || type.Ids is null || type.Ids.Contains(Entity.Id);
        return Entity is null ? schema.Actions.Keys.Any(action => action.Type == Type) : schema.Actions.ContainsKey(Entity);
    }
}
