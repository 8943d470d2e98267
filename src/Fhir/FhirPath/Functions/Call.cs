using System.Collections.Immutable;
using Carelake.Fhir.FhirPath.Evaluation;
using Carelake.Fhir.FhirPath.Values;

namespace Carelake.Fhir.FhirPath.Functions;

/// <summary>A call while it runs: its focus lies on the stack from <see cref="Start"/> to <see cref="End"/>.</summary>
internal readonly struct Call(Machine machine, int start, ImmutableArray<Node> arguments)
{
    public Machine Machine => machine;

    public int Start => start;

    public int End { get; } = machine.Count;

    public int Count => End - start;

    public ImmutableArray<Node> Arguments => arguments;

    /// <summary>Leaves one value, or nothing for null, in place of the focus.</summary>
    public void Return(SystemValue? value)
    {
        machine.Truncate(start);
        machine.Push(value);
    }

    /// <summary>Leaves a string, or nothing for null.</summary>
    public void Return(string? text) => Return(text is null ? null : new StringValue(text));

    /// <summary>Leaves the focus only.</summary>
    public void ReturnFocus() => machine.Truncate(End);

    /// <summary>The focus as one value of FHIRPath's own types; null when empty. An element with children is an error.</summary>
    public SystemValue? Value()
    {
        if (machine.Single(start) is not { } index) return null;
        var value = machine[index].AsSystem;
        if (value is null && machine[index].IsElement && !machine[index].Element.IsPrimitive)
            machine.Fail("FHIR-0611", "A value is needed here, and this is an element with children.");
        return value;
    }

    /// <summary>The focus as one string; null when empty. Dates and times of FHIR count as strings, other types are an error.</summary>
    public string? Text()
    {
        if (machine.Single(start) is { } index && machine[index] is { IsElement: true, Element: { IsPrimitive: true, Json.ValueKind: System.Text.Json.JsonValueKind.String } })
            return machine[index].Element.Text;
        return Text(Value());
    }

    /// <summary>The focus as one number; null when empty, an error for other types.</summary>
    public NumberValue? Number()
    {
        var value = Value();
        if (value is not (null or NumberValue or QuantityValue)) machine.Fail("FHIR-0611", $"A number is needed here, not a {value.TypeName}.");
        return value as NumberValue;
    }

    /// <summary>An argument as one value; null when empty.</summary>
    public SystemValue? Argument(int index) => arguments[index].Value(machine);

    /// <summary>An argument as one string; null when empty, an error for other types.</summary>
    public string? TextArgument(int index) => Text(Argument(index));

    /// <summary>An argument as one whole number; null when empty, an error for other types.</summary>
    public int? WholeArgument(int index)
    {
        var value = Argument(index);
        if (value is IntegerValue whole) return (int)whole.Value;
        if (value is not null) machine.Fail("FHIR-0611", $"A whole number is needed here, not a {value.TypeName}.");
        return null;
    }

    /// <summary>Evaluates an argument for an item as <c>$this</c>; the result lies on top of the stack.</summary>
    public void Evaluate(Node argument, int item, int index)
    {
        var outer = machine.Frame;
        machine.Frame = outer with { This = item, Index = index };
        argument.Evaluate(machine);
        machine.Frame = outer;
    }

    /// <summary>Tests an argument for an item as <c>$this</c>.</summary>
    public Truth Test(Node argument, int item, int index)
    {
        var outer = machine.Frame;
        machine.Frame = outer with { This = item, Index = index };
        var truth = argument.Test(machine);
        machine.Frame = outer;
        return truth;
    }

    private string? Text(SystemValue? value)
    {
        if (value is not (null or StringValue)) machine.Fail("FHIR-0611", $"A string is needed here, not a {value.TypeName}.");
        return (value as StringValue)?.Value;
    }
}
