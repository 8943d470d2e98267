using System.Collections.Immutable;

namespace Carelake.Access.Cedar;

/// <summary>An expression of a policy, which can evaluate itself.</summary>
/// <param name="Depth">Levels of nesting, this one included; the parser bounds it, so that no policy exhausts the stack.</param>
internal abstract record Expr(int Depth)
{
    /// <summary>The value in a request; an error value when there is none. Never throws.</summary>
    public abstract CedarValue Evaluate(EvaluationFrame frame);

    /// <summary>As a policy writes it.</summary>
    public sealed override string ToString() => ExprPrinter.Print(this);

    protected static int DepthOf(ImmutableArray<Expr> parts) => 1 + parts.Select(part => part.Depth).DefaultIfEmpty(0).Max();
}

/// <summary>The four variables of a request.</summary>
internal enum Variable
{
    Principal,
    Action,
    Resource,
    Context,
}

/// <summary>A boolean, number, text or entity.</summary>
internal sealed record LiteralExpr(CedarValue Value) : Expr(1)
{
    public override CedarValue Evaluate(EvaluationFrame frame) => Value;
}

/// <summary>A variable of the request.</summary>
internal sealed record VariableExpr(Variable Variable) : Expr(1)
{
    public override CedarValue Evaluate(EvaluationFrame frame) => Variable switch
    {
        Variable.Principal => CedarValue.Of(frame.Principal),
        Variable.Action => CedarValue.Of(frame.Action),
        Variable.Resource => CedarValue.Of(frame.Resource),
        _ => CedarValue.Of(frame.Context),
    };
}

/// <summary>A place that a template leaves open; no value until it is linked.</summary>
internal sealed record SlotExpr(Variable Variable) : Expr(1)
{
    public override CedarValue Evaluate(EvaluationFrame frame) => default;
}

/// <summary>Negation of a boolean.</summary>
internal sealed record NotExpr(Expr Operand) : Expr(Operand.Depth + 1)
{
    public override CedarValue Evaluate(EvaluationFrame frame)
    {
        var value = Operand.Evaluate(frame);
        return value.Kind == CedarValueKind.Bool ? CedarValue.Of(!value.IsTrue) : Failure.OfType(value);
    }
}

/// <summary>Negation of a number.</summary>
internal sealed record NegateExpr(Expr Operand) : Expr(Operand.Depth + 1)
{
    public override CedarValue Evaluate(EvaluationFrame frame)
    {
        var value = Operand.Evaluate(frame);
        if (value.Kind != CedarValueKind.Long) return Failure.OfType(value);
        return value.Number == long.MinValue ? CedarValue.Of(EvaluationError.Overflow) : CedarValue.Of(-value.Number);
    }
}

/// <summary>Both are true; the right one is not asked when the left is false.</summary>
internal sealed record AndExpr(Expr Left, Expr Right) : Expr(Math.Max(Left.Depth, Right.Depth) + 1)
{
    public override CedarValue Evaluate(EvaluationFrame frame)
    {
        var left = Left.Evaluate(frame);
        if (!left.IsTrue) return left.IsFalse ? left : Failure.OfType(left);
        var right = Right.Evaluate(frame);
        return right.Kind == CedarValueKind.Bool ? right : Failure.OfType(right);
    }
}

/// <summary>Either is true; the right one is not asked when the left is true.</summary>
internal sealed record OrExpr(Expr Left, Expr Right) : Expr(Math.Max(Left.Depth, Right.Depth) + 1)
{
    public override CedarValue Evaluate(EvaluationFrame frame)
    {
        var left = Left.Evaluate(frame);
        if (!left.IsFalse) return left.IsTrue ? left : Failure.OfType(left);
        var right = Right.Evaluate(frame);
        return right.Kind == CedarValueKind.Bool ? right : Failure.OfType(right);
    }
}

/// <summary>One of two, by a condition; the other is not asked.</summary>
internal sealed record IfExpr(Expr Condition, Expr Then, Expr Else)
    : Expr(Math.Max(Condition.Depth, Math.Max(Then.Depth, Else.Depth)) + 1)
{
    public override CedarValue Evaluate(EvaluationFrame frame)
    {
        var condition = Condition.Evaluate(frame);
        if (condition.Kind != CedarValueKind.Bool) return Failure.OfType(condition);
        return condition.IsTrue ? Then.Evaluate(frame) : Else.Evaluate(frame);
    }
}

/// <summary>An attribute of a record or an entity.</summary>
internal sealed record AttributeExpr(Expr Target, string Name) : Expr(Target.Depth + 1)
{
    private readonly CedarValue _missing = CedarValue.Of(new EvaluationError($"there is no attribute {CedarText.Name(Name)}"));

    public override CedarValue Evaluate(EvaluationFrame frame)
    {
        var target = Target.Evaluate(frame);
        if (target.Kind == CedarValueKind.Record) return target.Record.TryGet(Name, out var value) ? value : _missing;
        if (target.Kind != CedarValueKind.Entity) return Failure.OfType(target);
        var entity = frame.Find(target.Entity);
        if (entity is null) return CedarValue.Of(EvaluationError.NoEntity);
        return entity.Attributes.TryGet(Name, out var attribute) ? attribute : _missing;
    }
}

/// <summary>Whether a record or an entity has an attribute; an entity that does not exist has none.</summary>
internal sealed record HasExpr(Expr Target, string Name) : Expr(Target.Depth + 1)
{
    public override CedarValue Evaluate(EvaluationFrame frame)
    {
        var target = Target.Evaluate(frame);
        return target.Kind switch
        {
            CedarValueKind.Record => CedarValue.Of(target.Record.Has(Name)),
            CedarValueKind.Entity => CedarValue.Of(frame.Find(target.Entity)?.Attributes.Has(Name) ?? false),
            _ => Failure.OfType(target),
        };
    }
}

/// <summary>Whether a text fits a pattern.</summary>
internal sealed record LikeExpr(Expr Target, LikePattern Pattern) : Expr(Target.Depth + 1)
{
    public override CedarValue Evaluate(EvaluationFrame frame)
    {
        var target = Target.Evaluate(frame);
        return target.Kind == CedarValueKind.String ? CedarValue.Of(Pattern.Matches(target.Text)) : Failure.OfType(target);
    }
}

/// <summary>Whether an entity is of a type.</summary>
internal sealed record IsExpr(Expr Target, string Type) : Expr(Target.Depth + 1)
{
    public override CedarValue Evaluate(EvaluationFrame frame)
    {
        var target = Target.Evaluate(frame);
        return target.Kind == CedarValueKind.Entity ? CedarValue.Of(target.Entity.Type == Type) : Failure.OfType(target);
    }
}

/// <summary>A set of what its parts give.</summary>
internal sealed record SetExpr(ImmutableArray<Expr> Items) : Expr(DepthOf(Items))
{
    // A set of literals is made once.
    private readonly CedarValue? _constant = Items.All(item => item is LiteralExpr)
        ? CedarValue.Of(new CedarSet(Items.Select(item => ((LiteralExpr)item).Value)))
        : null;

    public override CedarValue Evaluate(EvaluationFrame frame)
    {
        if (_constant is { } constant) return constant;
        var values = new CedarValue[Items.Length];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = Items[index].Evaluate(frame);
            if (values[index].IsError) return values[index];
        }
        return CedarValue.Of(new CedarSet(values));
    }
}

/// <summary>A record of what its parts give.</summary>
internal sealed record RecordExpr(ImmutableArray<KeyValuePair<string, Expr>> Attributes)
    : Expr(DepthOf([.. Attributes.Select(attribute => attribute.Value)]))
{
    public override CedarValue Evaluate(EvaluationFrame frame)
    {
        var values = new KeyValuePair<string, CedarValue>[Attributes.Length];
        for (var index = 0; index < values.Length; index++)
        {
            var value = Attributes[index].Value.Evaluate(frame);
            if (value.IsError) return value;
            values[index] = new(Attributes[index].Key, value);
        }
        return CedarValue.Of(new CedarRecord(values));
    }
}

/// <summary>A function of an extension, called by name or as a method of its first argument.</summary>
internal sealed record CallExpr(ExtensionFunction Function, ImmutableArray<Expr> Arguments) : Expr(DepthOf(Arguments))
{
    // Constructors are given literals, so what they make is made once.
    private readonly CedarValue? _constant = Arguments is [LiteralExpr literal] && Function.IsConstructor
        ? Function.Apply(literal.Value, default)
        : null;

    public override CedarValue Evaluate(EvaluationFrame frame)
    {
        if (_constant is { } constant) return constant;
        // A wrong number of arguments is no error of syntax: the call has no value.
        if (Arguments.Length != Function.Arity) return CedarValue.Of(EvaluationError.Arguments);
        var first = Arguments[0].Evaluate(frame);
        if (first.IsError) return first;
        if (Arguments.Length == 1) return Function.Apply(first, default);
        var second = Arguments[1].Evaluate(frame);
        return second.IsError ? second : Function.Apply(first, second);
    }
}

/// <summary>The error of an operand: its own, or that it has the wrong type.</summary>
internal static class Failure
{
    public static CedarValue OfType(CedarValue value) => value.IsError ? value : CedarValue.Of(EvaluationError.Type);

    public static CedarValue OfType(CedarValue left, CedarValue right) => left.IsError ? left : OfType(right);
}
