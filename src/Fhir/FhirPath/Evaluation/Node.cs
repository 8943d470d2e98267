using Carelake.Fhir.FhirPath.Values;

namespace Carelake.Fhir.FhirPath.Evaluation;

/// <summary>A part of an expression. It holds no state: one tree serves all threads.</summary>
internal abstract class Node
{
    /// <summary>Parts below the deepest leaf, for the limit on nesting.</summary>
    public abstract int Depth { get; }

    /// <summary>Leaves the collection on top of the stack.</summary>
    public abstract void Evaluate(Machine machine);

    /// <summary>The collection as one Boolean (N1, section 4.5, singleton evaluation): a single item that is no Boolean counts as true.</summary>
    public virtual Truth Test(Machine machine)
    {
        var start = machine.Count;
        Evaluate(machine);
        var truth = machine.Single(start) is { } index ? machine[index].Boolean switch
        {
            true => Truth.True,
            false => Truth.False,
            null => Truth.True,
        } : Truth.Empty;
        machine.Truncate(start);
        return truth;
    }

    /// <summary>The collection as one value of FHIRPath's own types; null when it is empty, or an element without a value.</summary>
    public SystemValue? Value(Machine machine)
    {
        var start = machine.Count;
        Evaluate(machine);
        var value = machine.Single(start) is { } index ? machine[index].AsSystem : null;
        machine.Truncate(start);
        return value;
    }
}

/// <summary>A part that is true, false or empty by itself.</summary>
internal abstract class LogicNode : Node
{
    public abstract override Truth Test(Machine machine);

    public sealed override void Evaluate(Machine machine) => machine.Push(Test(machine));
}

/// <summary>How collections become single values.</summary>
internal static class Singles
{
    /// <summary>Place of the only item from <paramref name="start"/> up; null when there is none, and with an error when there are several.</summary>
    public static int? Single(this Machine machine, int start)
    {
        if (machine.Count - start == 1) return start;
        if (machine.Count - start > 1) machine.Fail("FHIR-0610", "A single item is needed here, and there are several.");
        return null;
    }
}
