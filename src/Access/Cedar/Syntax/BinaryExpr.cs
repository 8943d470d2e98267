namespace Carelake.Access.Cedar;

/// <summary>Operators and built-in methods of two operands, both always asked.</summary>
internal enum BinaryOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    In,
    Contains,
    ContainsAll,
    ContainsAny,
    HasTag,
    GetTag,
}

/// <summary>An operator or built-in method with two operands.</summary>
internal sealed record BinaryExpr(BinaryOperator Operator, Expr Left, Expr Right) : Expr(Math.Max(Left.Depth, Right.Depth) + 1)
{
    public override CedarValue Evaluate(EvaluationFrame frame)
    {
        var left = Left.Evaluate(frame);
        if (left.IsError) return left;
        var right = Right.Evaluate(frame);
        return right.IsError ? right : Apply(Operator, left, right, frame);
    }

    /// <summary>The operator over two values, neither of them an error.</summary>
    public static CedarValue Apply(BinaryOperator operation, CedarValue left, CedarValue right, EvaluationFrame frame) => operation switch
    {
        BinaryOperator.Equal => CedarValue.Of(left.Equals(right)),
        BinaryOperator.NotEqual => CedarValue.Of(!left.Equals(right)),
        <= BinaryOperator.GreaterOrEqual => Compare(operation, left, right),
        <= BinaryOperator.Multiply => Calculate(operation, left, right),
        BinaryOperator.In => In(left, right, frame),
        BinaryOperator.Contains => left.Kind == CedarValueKind.Set ? CedarValue.Of(left.Set.Contains(right)) : CedarValue.Of(EvaluationError.Type),
        <= BinaryOperator.ContainsAny => Sets(operation, left, right),
        _ => Tags(operation, left, right, frame),
    };

    private static CedarValue Compare(BinaryOperator operation, CedarValue left, CedarValue right)
    {
        if (left.Kind != right.Kind || left.Kind is not (CedarValueKind.Long or CedarValueKind.Datetime or CedarValueKind.Duration))
            return CedarValue.Of(EvaluationError.Type);
        return CedarValue.Of(operation switch
        {
            BinaryOperator.Less => left.Number < right.Number,
            BinaryOperator.LessOrEqual => left.Number <= right.Number,
            BinaryOperator.Greater => left.Number > right.Number,
            _ => left.Number >= right.Number,
        });
    }

    private static CedarValue Calculate(BinaryOperator operation, CedarValue left, CedarValue right)
    {
        if (left.Kind != CedarValueKind.Long || right.Kind != CedarValueKind.Long) return CedarValue.Of(EvaluationError.Type);
        var result = operation switch
        {
            BinaryOperator.Add => (Int128)left.Number + right.Number,
            BinaryOperator.Subtract => (Int128)left.Number - right.Number,
            _ => (Int128)left.Number * right.Number,
        };
        return result < long.MinValue || result > long.MaxValue ? CedarValue.Of(EvaluationError.Overflow) : CedarValue.Of((long)result);
    }

    private static CedarValue In(CedarValue left, CedarValue right, EvaluationFrame frame)
    {
        if (left.Kind != CedarValueKind.Entity) return CedarValue.Of(EvaluationError.Type);
        if (right.Kind == CedarValueKind.Entity) return CedarValue.Of(frame.IsIn(left.Entity, right.Entity));
        if (right.Kind != CedarValueKind.Set) return CedarValue.Of(EvaluationError.Type);
        var isIn = false;
        foreach (var item in right.Set.Items)
        {
            // One wrong member spoils the set, wherever it stands.
            if (item.Kind != CedarValueKind.Entity) return CedarValue.Of(EvaluationError.Type);
            isIn = isIn || frame.IsIn(left.Entity, item.Entity);
        }
        return CedarValue.Of(isIn);
    }

    private static CedarValue Sets(BinaryOperator operation, CedarValue left, CedarValue right)
    {
        if (left.Kind != CedarValueKind.Set || right.Kind != CedarValueKind.Set) return CedarValue.Of(EvaluationError.Type);
        return CedarValue.Of(operation == BinaryOperator.ContainsAll ? left.Set.ContainsAll(right.Set) : left.Set.ContainsAny(right.Set));
    }

    private static CedarValue Tags(BinaryOperator operation, CedarValue left, CedarValue right, EvaluationFrame frame)
    {
        if (left.Kind != CedarValueKind.Entity || right.Kind != CedarValueKind.String) return CedarValue.Of(EvaluationError.Type);
        var entity = frame.Find(left.Entity);
        if (operation == BinaryOperator.HasTag) return CedarValue.Of(entity?.Tags.Has(right.Text) ?? false);
        if (entity is null) return CedarValue.Of(EvaluationError.NoEntity);
        return entity.Tags.TryGet(right.Text, out var value) ? value : CedarValue.Of(EvaluationError.NoTag);
    }
}

/// <summary>Whether a set has no members.</summary>
internal sealed record IsEmptyExpr(Expr Target) : Expr(Target.Depth + 1)
{
    public override CedarValue Evaluate(EvaluationFrame frame)
    {
        var target = Target.Evaluate(frame);
        return target.Kind == CedarValueKind.Set ? CedarValue.Of(target.Set.Items.IsEmpty) : Failure.OfType(target);
    }
}
