using System.Collections.Immutable;

namespace Carelake.Access.Cedar;

/// <content>Operators with two operands.</content>
internal sealed partial class TypeChecker
{
    private (CedarType, ImmutableHashSet<string>) Binary(BinaryExpr binary, ImmutableHashSet<string> known)
    {
        var (left, _) = Check(binary.Left, known);
        var (right, _) = Check(binary.Right, known);
        if (Problem is not null) return Failed();
        return binary.Operator switch
        {
            BinaryOperator.Equal => Plain(Equal(binary, left, right)),
            BinaryOperator.NotEqual => Plain(new BoolType(!Equal(binary, left, right).Known)),
            <= BinaryOperator.GreaterOrEqual => left.Equals(right) && (left == CedarType.Long || left == CedarType.Datetime || left == CedarType.Duration)
                ? Plain(CedarType.Bool)
                : Fail(binary, $"{left} and {right} have no order"),
            <= BinaryOperator.Multiply => left == CedarType.Long && right == CedarType.Long
                ? Plain(CedarType.Long)
                : Fail(binary, $"numbers are asked for, and these are {left} and {right}"),
            BinaryOperator.In => Plain(In(binary, left, right)),
            BinaryOperator.Contains => left is SetType set && CedarType.Join(set.Element, right) is not null
                ? Plain(CedarType.Bool)
                : Fail(binary, $"{left} cannot contain {right}"),
            <= BinaryOperator.ContainsAny => left is SetType && right is SetType && CedarType.Join(left, right) is not null
                ? Plain(CedarType.Bool)
                : Fail(binary, $"{left} and {right} are not sets of one type"),
            _ => Tags(binary, left, right, known),
        };
    }

    private BoolType Equal(BinaryExpr binary, CedarType left, CedarType right)
    {
        if (Known(binary.Left) is { } leftValue && Known(binary.Right) is { } rightValue) return new BoolType(leftValue.Equals(rightValue));
        if (CedarType.Join(left, right) is not null) return CedarType.Bool;
        if (left is EntityReferenceType && right is EntityReferenceType) return CedarType.False;
        Fail(binary, $"{left} and {right} are never equal");
        return CedarType.Bool;
    }

    private BoolType In(BinaryExpr binary, CedarType left, CedarType right)
    {
        var target = right is SetType set ? set.Element : right;
        if (left is not EntityReferenceType entity || target is not EntityReferenceType above)
        {
            Fail(binary, $"entities are asked for, and these are {left} and {right}");
            return CedarType.Bool;
        }
        if (Known(binary.Left) is { } value && schema.Actions.TryGetValue(value.Entity, out var action) && Entities(binary.Right) is { } entities)
            return new BoolType(entities.Any(other => action.Uid.Equals(other) || action.Ancestors.Contains(other)));
        return schema.MayBeIn(entity.Name, above.Name) ? CedarType.Bool : CedarType.False;
    }

    private (CedarType, ImmutableHashSet<string>) Tags(BinaryExpr binary, CedarType left, CedarType right, ImmutableHashSet<string> known)
    {
        if (left is not EntityReferenceType entity || right != CedarType.String) return Fail(binary, "tags are asked of an entity by a text");
        var tags = schema.Types.GetValueOrDefault(entity.Name)?.Tags;
        var key = $"{binary.Left}[{binary.Right}]";
        if (binary.Operator == BinaryOperator.HasTag)
        {
            if (tags is null) return Plain(CedarType.False);
            return known.Contains(key) ? Plain(CedarType.True) : (CedarType.Bool, [key]);
        }
        if (tags is null) return Fail(binary, $"{entity} has no tags");
        return known.Contains(key) ? Plain(tags) : Fail(binary, "the tag may be absent: ask with hasTag first");
    }

    /// <summary>The value of a literal, or of the variable <c>action</c>, which is known in each kind of request.</summary>
    private CedarValue? Known(Expr expression) => expression switch
    {
        LiteralExpr literal => literal.Value,
        VariableExpr { Variable: Cedar.Variable.Action } => CedarValue.Of(environment.Action.Uid),
        _ => null,
    };

    private List<EntityUid>? Entities(Expr expression)
    {
        if (expression is not SetExpr set) return Known(expression) is { Kind: CedarValueKind.Entity } one ? [one.Entity] : null;
        var entities = set.Items.Select(Known).ToList();
        return entities.TrueForAll(entity => entity is { Kind: CedarValueKind.Entity }) ? [.. entities.Select(entity => entity!.Value.Entity)] : null;
    }
}
