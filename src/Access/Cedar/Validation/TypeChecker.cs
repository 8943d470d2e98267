using System.Collections.Immutable;

namespace Carelake.Access.Cedar;

/// <summary>
/// Gives each expression its type in one kind of request, by the rules of Cedar's strict validation (the typing rules of its formal specification):
/// conditions that are always false hide what they guard, and an optional attribute may be read only behind its <c>has</c>.
/// </summary>
/// <param name="schema">Types and actions.</param>
/// <param name="environment">The kind of request.</param>
internal sealed partial class TypeChecker(CedarSchema schema, RequestEnvironment environment)
{
    /// <summary>What is known to be there, as <c>expression.attribute</c> and <c>expression[tag]</c>.</summary>
    private static readonly ImmutableHashSet<string> NothingKnown = [];

    /// <summary>Why the expression has no type; <see langword="null"/> when it has one.</summary>
    public string? Problem { get; private set; }

    /// <summary>The type of a whole policy.</summary>
    /// <returns>A boolean; <see langword="null"/> when it has none, with the reason in <see cref="Problem"/>.</returns>
    public BoolType? CheckPolicy(Expr policy)
    {
        var (type, _) = Check(policy, NothingKnown);
        if (Problem is not null) return null;
        if (type is BoolType boolean) return boolean;
        Problem = "a condition is not a boolean";
        return null;
    }

    private (CedarType Type, ImmutableHashSet<string> Known) Check(Expr expression, ImmutableHashSet<string> known)
    {
        if (Problem is not null) return Failed();
        return expression switch
        {
            LiteralExpr literal => Plain(Literal(literal.Value)),
            VariableExpr variable => Plain(Variable(variable.Variable)),
            SlotExpr slot => Plain(new EntityReferenceType((slot.Variable == Cedar.Variable.Principal ? environment.PrincipalSlot : environment.ResourceSlot) ?? "")),
            NotExpr not => Bool(not.Operand, known) is { } operand ? Plain(new BoolType(!operand.Known)) : Failed(),
            NegateExpr negate => Expected(negate.Operand, CedarType.Long, known) ? Plain(CedarType.Long) : Failed(),
            AndExpr and => And(and, known),
            OrExpr or => Or(or, known),
            IfExpr choice => If(choice, known),
            AttributeExpr attribute => Plain(Attribute(attribute, known)),
            HasExpr has => Has(has, known),
            LikeExpr like => Expected(like.Target, CedarType.String, known) ? Plain(CedarType.Bool) : Failed(),
            IsExpr isType => Plain(Is(isType, known)),
            IsEmptyExpr isEmpty => Check(isEmpty.Target, known).Type is SetType ? Plain(CedarType.Bool) : Fail(expression, "isEmpty asks for a set"),
            SetExpr set => Plain(Set(set, known)),
            RecordExpr record => Plain(Record(record, known)),
            CallExpr call => Plain(Call(call, known)),
            BinaryExpr binary => Binary(binary, known),
            _ => Fail(expression, "the expression is not known"),
        };
    }

    private CedarType Literal(CedarValue value)
    {
        switch (value.Kind)
        {
            case CedarValueKind.Bool:
                return value.IsTrue ? CedarType.True : CedarType.False;
            case CedarValueKind.Entity:
                if (!IsKnown(value.Entity)) Problem ??= $"the schema does not know {value.Entity}";
                return new EntityReferenceType(value.Entity.Type);
            default:
                return CedarType.OfKind(value.Kind);
        }
    }

    private bool IsKnown(EntityUid uid) =>
        schema.Actions.ContainsKey(uid) || (schema.Types.TryGetValue(uid.Type, out var type) && (type.Ids is null || type.Ids.Contains(uid.Id)));

    private CedarType Variable(Variable variable) => variable switch
    {
        Cedar.Variable.Principal => new EntityReferenceType(environment.Principal),
        Cedar.Variable.Action => new EntityReferenceType(environment.Action.Uid.Type),
        Cedar.Variable.Resource => new EntityReferenceType(environment.Resource),
        _ => environment.Action.Context,
    };

    private (CedarType, ImmutableHashSet<string>) And(AndExpr and, ImmutableHashSet<string> known)
    {
        var (left, leftKnown) = Check(and.Left, known);
        if (left is not BoolType leftBool) return Fail(and.Left, "&& asks for booleans");
        if (leftBool.Known == false) return Plain(CedarType.False);
        var (right, rightKnown) = Check(and.Right, known.Union(leftKnown));
        if (right is not BoolType rightBool) return Fail(and.Right, "&& asks for booleans");
        if (rightBool.Known == false) return Plain(CedarType.False);
        return (CedarType.Join(left, right)!, leftKnown.Union(rightKnown));
    }

    private (CedarType, ImmutableHashSet<string>) Or(OrExpr or, ImmutableHashSet<string> known)
    {
        var (left, leftKnown) = Check(or.Left, known);
        if (left is not BoolType leftBool) return Fail(or.Left, "|| asks for booleans");
        if (leftBool.Known == true) return Plain(CedarType.True);
        var (right, rightKnown) = Check(or.Right, known);
        if (right is not BoolType rightBool) return Fail(or.Right, "|| asks for booleans");
        if (leftBool.Known == false) return (right, rightKnown);
        if (rightBool.Known == true) return Plain(CedarType.True);
        return rightBool.Known == false ? (left, leftKnown) : (CedarType.Bool, leftKnown.Intersect(rightKnown));
    }

    private (CedarType, ImmutableHashSet<string>) If(IfExpr choice, ImmutableHashSet<string> known)
    {
        var (condition, conditionKnown) = Check(choice.Condition, known);
        if (condition is not BoolType boolean) return Fail(choice.Condition, "if asks for a boolean");
        if (boolean.Known == false) return Check(choice.Else, known);
        var (then, thenKnown) = Check(choice.Then, known.Union(conditionKnown));
        thenKnown = thenKnown.Union(conditionKnown);
        if (boolean.Known == true) return (then, thenKnown);
        var (otherwise, elseKnown) = Check(choice.Else, known);
        if (Problem is not null) return Failed();
        return CedarType.Join(then, otherwise) is { } joined
            ? (joined, thenKnown.Intersect(elseKnown))
            : Fail(choice, $"then is {then} and else is {otherwise}");
    }

    private CedarType Attribute(AttributeExpr attribute, ImmutableHashSet<string> known)
    {
        var (target, _) = Check(attribute.Target, known);
        if (Problem is not null) return CedarType.Bool;
        if (Attributes(target) is not { } record) return Fail(attribute, $"{target} has no attributes").Type;
        if (!record.Attributes.TryGetValue(attribute.Name, out var type)) return Fail(attribute, $"there is no attribute {CedarText.Name(attribute.Name)}").Type;
        if (!type.IsRequired && !known.Contains(AttributeKey(attribute.Target, attribute.Name)))
            return Fail(attribute, $"the attribute {CedarText.Name(attribute.Name)} may be absent: ask with 'has' first").Type;
        return type.Type;
    }

    private (CedarType, ImmutableHashSet<string>) Has(HasExpr has, ImmutableHashSet<string> known)
    {
        var (target, _) = Check(has.Target, known);
        if (Problem is not null) return Failed();
        if (Attributes(target) is not { } record) return Fail(has, $"{target} has no attributes");
        if (!record.Attributes.TryGetValue(has.Name, out var type)) return Plain(CedarType.False);
        var key = AttributeKey(has.Target, has.Name);
        // An entity may be absent from the store, and then has nothing.
        var isSure = known.Contains(key) || (type.IsRequired && target is RecordType);
        return isSure ? Plain(CedarType.True) : (CedarType.Bool, [key]);
    }

    /// <summary>Attributes of a record, an entity or an action, which has none.</summary>
    private RecordType? Attributes(CedarType type) => type switch
    {
        RecordType record => record,
        EntityReferenceType entity when schema.Types.TryGetValue(entity.Name, out var known) => known.Attributes,
        EntityReferenceType entity when EntityUid.IsActionType(entity.Name) => RecordType.Empty,
        _ => null,
    };

    private CedarType Is(IsExpr isType, ImmutableHashSet<string> known)
    {
        var (target, _) = Check(isType.Target, known);
        if (Problem is not null) return CedarType.Bool;
        if (target is not EntityReferenceType entity) return Fail(isType, "is asks for an entity").Type;
        return entity.Name == isType.Type ? CedarType.True : CedarType.False;
    }

    private CedarType Set(SetExpr set, ImmutableHashSet<string> known)
    {
        CedarType? element = null;
        foreach (var item in set.Items)
        {
            var (type, _) = Check(item, known);
            if (Problem is not null) return CedarType.Bool;
            var joined = element is null ? type : CedarType.Join(element, type);
            if (joined is null) return Fail(set, $"a set holds both {element} and {type}").Type;
            element = joined;
        }
        return element is null ? Fail(set, "an empty set has no type").Type : new SetType(element);
    }

    private RecordType Record(RecordExpr record, ImmutableHashSet<string> known)
    {
        var attributes = ImmutableSortedDictionary.CreateBuilder<string, AttributeType>(StringComparer.Ordinal);
        foreach (var (name, value) in record.Attributes) attributes.Add(name, new(Check(value, known).Type, true));
        return new RecordType(attributes.ToImmutable());
    }

    private CedarType Call(CallExpr call, ImmutableHashSet<string> known)
    {
        var function = call.Function;
        if (call.Arguments.Length != function.Arity) return Fail(call, $"{function.Name} is called with a wrong number of arguments").Type;
        if (function.IsConstructor)
        {
            if (call.Arguments[0] is not LiteralExpr { Value.Kind: CedarValueKind.String } literal) return Fail(call, $"{function.Name} asks for a text as it stands").Type;
            if (function.Apply(literal.Value, default).IsError) return Fail(call, $"the text is not one that {function.Name} reads").Type;
            return CedarType.OfKind(function.Result);
        }
        if (!Expected(call.Arguments[0], CedarType.OfKind(function.First), known)) return CedarType.Bool;
        if (function.Second is { } second && !Expected(call.Arguments[1], CedarType.OfKind(second), known)) return CedarType.Bool;
        return CedarType.OfKind(function.Result);
    }

    private BoolType? Bool(Expr expression, ImmutableHashSet<string> known)
    {
        var (type, _) = Check(expression, known);
        if (type is not BoolType) Fail(expression, "a boolean is asked for");
        return Problem is null ? (BoolType)type : null;
    }

    private bool Expected(Expr expression, CedarType type, ImmutableHashSet<string> known)
    {
        var (found, _) = Check(expression, known);
        if (Problem is null && CedarType.Join(found, type) is null) Fail(expression, $"{type} is asked for, and this is {found}");
        return Problem is null;
    }

    private static string AttributeKey(Expr target, string name) => $"{target}.{name}";

    private static (CedarType Type, ImmutableHashSet<string> Known) Plain(CedarType type) => (type, NothingKnown);

    private (CedarType Type, ImmutableHashSet<string> Known) Fail(Expr expression, string message)
    {
        Problem ??= $"{message}: {Shortened(expression.ToString())}";
        return Failed();
    }

    private static (CedarType Type, ImmutableHashSet<string> Known) Failed() => Plain(CedarType.Bool);

    private static string Shortened(string text) => text.Length <= 120 ? text : $"{text[..117]}...";
}
