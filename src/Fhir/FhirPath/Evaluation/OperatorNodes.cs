using Carelake.Fhir.FhirPath.Values;

namespace Carelake.Fhir.FhirPath.Evaluation;

/// <summary><c>+ - * / div mod</c> (N1, section 6.6).</summary>
internal sealed class ArithmeticNode(string symbol, Func<SystemValue, SystemValue, Computed> compute, Node left, Node right) : Node
{
    public override int Depth { get; } = 1 + Math.Max(left.Depth, right.Depth);

    public override void Evaluate(Machine machine)
    {
        var first = left.Value(machine);
        var second = right.Value(machine);
        if (first is null || second is null || !machine.Spend(1)) return;
        var result = compute(first, second);
        if (result.IsRefused) machine.Fail("FHIR-0611", $"{symbol} has no meaning for a {first.TypeName} and a {second.TypeName}.");
        machine.Push(result.Value);
    }
}

/// <summary><c>-</c> before a term; <c>+</c> is only checked.</summary>
internal sealed class SignNode(Node operand, bool isNegative) : Node
{
    public Node Operand => operand;

    public bool IsNegative => isNegative;

    public override int Depth { get; } = 1 + operand.Depth;

    public override void Evaluate(Machine machine)
    {
        if (operand.Value(machine) is not { } value) return;
        var result = isNegative || value is not (NumberValue or QuantityValue) ? Arithmetic.Negate(value) : value;
        if (result.IsRefused) machine.Fail("FHIR-0611", $"A {value.TypeName} has no sign.");
        machine.Push(result.Value);
    }
}

/// <summary><c>&amp;</c>: strings joined, empty taken as none (N1, section 6.6.6).</summary>
internal sealed class JoinNode(Node left, Node right) : Node
{
    public override int Depth { get; } = 1 + Math.Max(left.Depth, right.Depth);

    public override void Evaluate(Machine machine)
    {
        var first = left.Value(machine);
        var second = right.Value(machine);
        if (first is not (null or StringValue) || second is not (null or StringValue)) machine.Fail("FHIR-0611", "& joins strings.");
        else if (machine.Spend(1)) machine.Push(new StringValue(string.Concat(first?.ToString(), second?.ToString())));
    }
}

/// <summary><c>|</c>: both collections without duplicates (N1, section 6.3).</summary>
internal sealed class UnionNode(Node left, Node right) : Node
{
    public override int Depth { get; } = 1 + Math.Max(left.Depth, right.Depth);

    public override void Evaluate(Machine machine)
    {
        var start = machine.Count;
        left.Evaluate(machine);
        right.Evaluate(machine);
        Collections.Distinct(machine, start);
    }
}
