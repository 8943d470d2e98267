using System.Collections.Immutable;
using Carelake.Fhir.FhirPath.Evaluation;

namespace Carelake.Fhir.FhirPath.Functions;

/// <summary>A call of a function.</summary>
internal class FunctionNode(Function function, Node focus, ImmutableArray<Node> arguments) : Node
{
    public Function Function => function;

    public Node Focus => focus;

    public ImmutableArray<Node> Arguments => arguments;

    public override int Depth { get; } = 1 + arguments.Aggregate(focus.Depth, (deepest, argument) => Math.Max(deepest, argument.Depth));

    public override void Evaluate(Machine machine)
    {
        var call = Begin(machine);
        if (machine.Error is null) Function.Run!(call);
        if (machine.Error is not null) machine.Truncate(call.Start);
    }

    protected Call Begin(Machine machine)
    {
        var start = machine.Count;
        Focus.Evaluate(machine);
        machine.Spend(1);
        return new Call(machine, start, Arguments);
    }
}

/// <summary>A call of a function that gives a Boolean: as a condition it leaves nothing on the stack.</summary>
internal sealed class TestNode(Function function, Node focus, ImmutableArray<Node> arguments) : FunctionNode(function, focus, arguments)
{
    public override void Evaluate(Machine machine) => machine.Push(Test(machine));

    public override Truth Test(Machine machine)
    {
        var call = Begin(machine);
        var truth = machine.Error is null ? Function.Test!(call) : Truth.Empty;
        machine.Truncate(call.Start);
        return truth;
    }
}
