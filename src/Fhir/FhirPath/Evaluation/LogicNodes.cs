using Carelake.Fhir.FhirPath.Values;

namespace Carelake.Fhir.FhirPath.Evaluation;

/// <summary>The Boolean operators (N1, section 6.5).</summary>
internal enum LogicOperator
{
    And,
    Or,
    Xor,
    Implies,
}

/// <summary><c>and</c>, <c>or</c>, <c>xor</c>, <c>implies</c>; the right side is left alone when the left one decides.</summary>
internal sealed class BooleanNode(LogicOperator kind, Node left, Node right) : LogicNode
{
    public LogicOperator Kind => kind;

    public Node Left => left;

    public Node Right => right;

    public override int Depth { get; } = 1 + Math.Max(left.Depth, right.Depth);

    public override Truth Test(Machine machine)
    {
        var first = left.Test(machine);
        switch (kind, first)
        {
            case (LogicOperator.And, Truth.False): return Truth.False;
            case (LogicOperator.Or, Truth.True): return Truth.True;
            case (LogicOperator.Implies, Truth.False): return Truth.True;
            case (LogicOperator.Xor, Truth.Empty): return Truth.Empty;
        }
        var second = right.Test(machine);
        return kind switch
        {
            LogicOperator.And => second == Truth.False ? Truth.False : first == Truth.True ? second : Truth.Empty,
            LogicOperator.Or => second == Truth.True ? Truth.True : first == Truth.False ? second : Truth.Empty,
            LogicOperator.Implies => second == Truth.True ? Truth.True : first == Truth.True ? second : Truth.Empty,
            _ => second == Truth.Empty ? Truth.Empty : Truths.Of(first != second),
        };
    }
}

/// <summary><c>=</c>, <c>!=</c>, <c>~</c>, <c>!~</c> (N1, section 6.1).</summary>
internal sealed class EqualityNode(Node left, Node right, bool isEquivalence, bool isNegated) : LogicNode
{
    public Node Left => left;

    public Node Right => right;

    public bool IsEquivalence => isEquivalence;

    public bool IsNegated => isNegated;

    public override int Depth { get; } = 1 + Math.Max(left.Depth, right.Depth);

    public override Truth Test(Machine machine)
    {
        var start = machine.Count;
        left.Evaluate(machine);
        var truth = !isEquivalence && right is LiteralNode { Utf8: { } text } && machine.Count == start + 1 && IsPlainText(machine[start])
            ? Truths.Of(machine[start].Element.TextIs(text))
            : Compare(machine, start);
        machine.Truncate(start);
        return isNegated ? truth.Not() : truth;
    }

    // The common case of invariants: a code beside a literal. The bytes are compared where they stand.
    private static bool IsPlainText(in FhirPathValue item) => item.IsElement && ElementValues.IsText(item.Element);

    private Truth Compare(Machine machine, int start)
    {
        var middle = machine.Count;
        right.Evaluate(machine);
        var (count, others) = (middle - start, machine.Count - middle);
        if (isEquivalence) return Truths.Of(count == others && Collections.AreEquivalent(machine, start, middle));
        if (count == 0 || others == 0) return Truth.Empty;
        if (count != others) return Truth.False;
        var isOpen = false;
        for (var index = 0; index < count; index++)
        {
            if (!machine.Spend(1)) return Truth.Empty;
            var same = Equality.AreEqual(machine[start + index], machine[middle + index]);
            if (same == false) return Truth.False;
            isOpen |= same is null;
        }
        return isOpen ? Truth.Empty : Truth.True;
    }
}

/// <summary>The operators of order (N1, section 6.2).</summary>
internal enum OrderOperator
{
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary><c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>.</summary>
internal sealed class OrderNode(OrderOperator kind, Node left, Node right) : LogicNode
{
    public OrderOperator Kind => kind;

    public Node Left => left;

    public Node Right => right;

    public override int Depth { get; } = 1 + Math.Max(left.Depth, right.Depth);

    public override Truth Test(Machine machine)
    {
        var first = left.Value(machine);
        var second = right.Value(machine);
        if (first is null || second is null) return Truth.Empty;
        var comparison = Comparison.Of(first, second);
        if (comparison.IsRefused) machine.Fail("FHIR-0611", $"A {first.TypeName} and a {second.TypeName} have no order.");
        if (comparison.Order is not { } order) return Truth.Empty;
        return Truths.Of(kind switch
        {
            OrderOperator.Less => order < 0,
            OrderOperator.LessOrEqual => order <= 0,
            OrderOperator.Greater => order > 0,
            _ => order >= 0,
        });
    }
}

/// <summary><c>item in collection</c>, and <c>collection contains item</c> with the sides changed (N1, section 6.4).</summary>
internal sealed class MembershipNode(Node item, Node collection) : LogicNode
{
    public Node Item => item;

    public Node Collection => collection;

    public override int Depth { get; } = 1 + Math.Max(item.Depth, collection.Depth);

    public override Truth Test(Machine machine)
    {
        var start = machine.Count;
        item.Evaluate(machine);
        if (machine.Single(start) is null)
        {
            machine.Truncate(start);
            return Truth.Empty;
        }
        collection.Evaluate(machine);
        var isMember = Collections.Contains(machine, start, start + 1, machine.Count);
        machine.Truncate(start);
        return Truths.Of(isMember);
    }
}
