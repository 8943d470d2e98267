using System.Collections.Immutable;

namespace Carelake.Access.Cedar;

/// <summary>
/// Evaluates as far as can be without the resource: principal, action and context are known, of the resource its type and perhaps some attributes. What
/// stays open is an expression over the resource, which gives for each resource what the whole would.
/// </summary>
internal sealed class PartialEvaluator
{
    private readonly EvaluationFrame _frame = new();
    private readonly EntityStore _entities;
    private readonly string _resourceType;
    private readonly CedarRecord _known;

    /// <summary>Makes the evaluator of one request.</summary>
    /// <param name="request">Of its resource only the type counts.</param>
    /// <param name="entities">What is known of the principal, the action and what they belong to.</param>
    /// <param name="known">Attributes that every resource asked about has.</param>
    public PartialEvaluator(AuthorizationRequest request, EntityStore entities, CedarRecord known)
    {
        _entities = entities;
        _resourceType = request.Resource.Type;
        _known = known;
        _frame.Reset(request, entities);
    }

    /// <summary>What a policy asks of the resource beyond what is known to hold.</summary>
    /// <returns>A literal when nothing is open: false when it cannot apply, an error when it cannot be evaluated.</returns>
    public Expr Residual(Policy policy)
    {
        if (!Fits(policy.Principal, _frame.Principal) || !FitsAction(policy)) return False;
        var scope = Simplify(policy.Resource.ToExpr(Variable.Resource));
        return Simplify(new AndExpr(scope, policy.Condition));
    }

    private static readonly LiteralExpr True = new(CedarValue.True);
    private static readonly LiteralExpr False = new(CedarValue.False);

    private bool Fits(ScopeConstraint constraint, EntityUid uid) => constraint.Kind switch
    {
        ScopeKind.Any => true,
        ScopeKind.Equal => uid.Equals(constraint.Entity),
        ScopeKind.Is => uid.Type == constraint.Type,
        _ => (constraint.Type is null || uid.Type == constraint.Type) && constraint.Entities.Any(entity => _frame.IsIn(uid, entity)),
    };

    private bool FitsAction(Policy policy) => policy.Action.Kind switch
    {
        ScopeKind.Any => true,
        ScopeKind.Equal => _frame.Action.Equals(policy.Action.Entity),
        _ => policy.Action.Entities.Any(entity => _frame.IsIn(_frame.Action, entity)),
    };

    private Expr Simplify(Expr expression) => expression switch
    {
        LiteralExpr => expression,
        VariableExpr variable => variable.Variable == Variable.Resource ? variable : new LiteralExpr(variable.Evaluate(_frame)),
        AndExpr and => And(and),
        OrExpr or => Or(or),
        IfExpr choice => If(choice),
        NotExpr not => Settle(new NotExpr(Simplify(not.Operand))),
        NegateExpr negate => Settle(new NegateExpr(Simplify(negate.Operand))),
        AttributeExpr attribute => Attribute(attribute),
        HasExpr { Target: VariableExpr { Variable: Variable.Resource } } has when _known.Has(has.Name) => True,
        HasExpr has => Settle(new HasExpr(Simplify(has.Target), has.Name)),
        LikeExpr like => Settle(new LikeExpr(Simplify(like.Target), like.Pattern)),
        IsExpr { Target: VariableExpr { Variable: Variable.Resource } } isType => isType.Type == _resourceType ? True : False,
        IsExpr isType => Settle(new IsExpr(Simplify(isType.Target), isType.Type)),
        IsEmptyExpr isEmpty => Settle(new IsEmptyExpr(Simplify(isEmpty.Target))),
        SetExpr set => Settle(new SetExpr([.. set.Items.Select(Simplify)])),
        RecordExpr record => Settle(new RecordExpr([.. record.Attributes.Select(item => KeyValuePair.Create(item.Key, Simplify(item.Value)))])),
        CallExpr call => Settle(new CallExpr(call.Function, [.. call.Arguments.Select(Simplify)])),
        BinaryExpr binary => Settle(new BinaryExpr(binary.Operator, Simplify(binary.Left), Simplify(binary.Right))),
        _ => expression,
    };

    private Expr Attribute(AttributeExpr attribute)
    {
        if (attribute.Target is VariableExpr { Variable: Variable.Resource } && _known.TryGet(attribute.Name, out var value)) return new LiteralExpr(value);
        return Settle(new AttributeExpr(Simplify(attribute.Target), attribute.Name));
    }

    private Expr And(AndExpr and)
    {
        var left = Simplify(and.Left);
        if (left is LiteralExpr { Value: { IsTrue: false } value }) return value.IsFalse ? left : new LiteralExpr(Failure.OfType(value));
        var right = Simplify(and.Right);
        if (left is LiteralExpr) return right is LiteralExpr ? Settle(new AndExpr(left, right)) : right;
        return right is LiteralExpr { Value.IsTrue: true } ? left : new AndExpr(left, right);
    }

    private Expr Or(OrExpr or)
    {
        var left = Simplify(or.Left);
        if (left is LiteralExpr { Value: { IsFalse: false } value }) return value.IsTrue ? left : new LiteralExpr(Failure.OfType(value));
        var right = Simplify(or.Right);
        if (left is LiteralExpr) return right is LiteralExpr ? Settle(new OrExpr(left, right)) : right;
        return right is LiteralExpr { Value.IsFalse: true } ? left : new OrExpr(left, right);
    }

    private Expr If(IfExpr choice)
    {
        var condition = Simplify(choice.Condition);
        if (condition is not LiteralExpr literal) return new IfExpr(condition, Simplify(choice.Then), Simplify(choice.Else));
        if (literal.Value.Kind != CedarValueKind.Bool) return new LiteralExpr(Failure.OfType(literal.Value));
        return Simplify(literal.Value.IsTrue ? choice.Then : choice.Else);
    }

    /// <summary>The value of an expression all of whose parts are known; the expression itself otherwise.</summary>
    private Expr Settle(Expr expression) =>
        ExprWalk.Parts(expression).All(part => part is LiteralExpr) ? new LiteralExpr(expression.Evaluate(_frame)) : expression;

    /// <summary>Names of the entities of a type that are, or are below, another.</summary>
    public ImmutableArray<string> Within(string type, EntityUid other)
    {
        var ids = _entities.All().Where(entity => entity.Uid.Type == type && entity.IsBelow(other)).Select(entity => entity.Uid.Id);
        return [.. (other.Type == type ? ids.Append(other.Id) : ids).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
