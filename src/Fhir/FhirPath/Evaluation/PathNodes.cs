using Carelake.Fhir.FhirPath.Values;

namespace Carelake.Fhir.FhirPath.Evaluation;

/// <summary>A literal, or a variable whose value never changes.</summary>
internal sealed class LiteralNode(SystemValue value) : Node
{
    private readonly FhirPathValue _item = new(value);

    public SystemValue Constant => value;

    /// <summary>The bytes of a string, to compare with JSON as it stands; null for other types.</summary>
    public byte[]? Utf8 { get; } = value is StringValue text ? System.Text.Encoding.UTF8.GetBytes(text.Value) : null;

    public override int Depth => 1;

    public override void Evaluate(Machine machine) => machine.Push(_item);
}

/// <summary><c>{}</c>.</summary>
internal sealed class EmptyNode : Node
{
    public override int Depth => 1;

    public override void Evaluate(Machine machine) { }
}

/// <summary><c>$this</c>, also where a path begins with a function.</summary>
internal sealed class ThisNode : Node
{
    public override int Depth => 1;

    public override void Evaluate(Machine machine)
    {
        if (machine.Frame.This >= 0) machine.PushCopy(machine.Frame.This);
    }
}

/// <summary><c>$index</c>.</summary>
internal sealed class IndexNode : Node
{
    public override int Depth => 1;

    public override void Evaluate(Machine machine)
    {
        if (machine.Frame.Index >= 0) machine.Push(new IntegerValue(machine.Frame.Index));
        else machine.Fail("FHIR-0614", "$index has a value only inside of a function that iterates.");
    }
}

/// <summary><c>$total</c>.</summary>
internal sealed class TotalNode : Node
{
    public override int Depth => 1;

    public override void Evaluate(Machine machine)
    {
        for (var index = machine.Frame.TotalStart; index < machine.Frame.TotalEnd; index++)
            machine.PushCopy(index);
    }
}

/// <summary>A name: the children of each item that have it. The first name of a path may be the type of the context instead.</summary>
internal sealed class MemberNode(Node? focus, string name) : Node
{
    private readonly bool _mayBeType = focus is null && name.Length > 0 && char.IsAsciiLetterUpper(name[0]);

    public Node? Focus => focus;

    public string Name => name;

    public override int Depth { get; } = 1 + (focus?.Depth ?? 0);

    public override void Evaluate(Machine machine)
    {
        if (!machine.Spend(1)) return;
        var start = machine.Count;
        if (focus is null) FromThis(machine);
        else FromFocus(machine, focus, start);
    }

    private void FromThis(Machine machine)
    {
        var index = machine.Frame.This;
        if (index < 0) return;
        if (_mayBeType && machine[index].IsElement && machine[index].Element.Is(name))
        {
            machine.PushCopy(index);
            return;
        }
        if (machine.Environment.IsStrict && !IsDefined(machine[index])) Undefined(machine);
        Step(machine, index);
    }

    private void FromFocus(Machine machine, Node from, int start)
    {
        from.Evaluate(machine);
        var end = machine.Count;
        if (machine.Environment.IsStrict) Check(machine, from, start, end);
        for (var index = start; index < end; index++)
            Step(machine, index);
        machine.Remove(start, end);
    }

    private void Step(Machine machine, int index)
    {
        if (machine[index].System is not { } value)
            machine.PushChildren(index, name);
        else if (value is TypeValue type)
            machine.Push(name switch { "namespace" => new StringValue(type.Namespace), "name" => new StringValue(type.Name), "baseType" => new StringValue(type.BaseType), _ => null });
        else if (value is QuantityValue quantity)
            machine.Push(name switch { "value" => new DecimalValue(quantity.Value), "unit" or "code" => new StringValue(quantity.Unit), _ => (SystemValue?)null });
    }

    // A collection of several types, as descendants() gives it, need only have one that knows the name.
    // After a cast the type is known even when there is no item.
    private void Check(Machine machine, Node from, int start, int end)
    {
        if (start == end && (from as AsNode)?.Type.Fhir?.TryGetElement(name, out _) != false) return;
        for (var index = start; index < end; index++)
            if (IsDefined(machine[index]))
                return;
        Undefined(machine);
    }

    private bool IsDefined(in FhirPathValue item) =>
        !item.IsElement ? item.System is TypeValue or QuantityValue : item.Element.Type?.TryGetElement(name, out _) != false;

    private void Undefined(Machine machine) => machine.Fail("FHIR-0613", $"The definitions have no element '{name}' here.");
}

/// <summary><c>focus[index]</c>, from 0.</summary>
internal sealed class IndexerNode(Node focus, Node index) : Node
{
    public Node Focus => focus;

    public override int Depth { get; } = 1 + Math.Max(focus.Depth, index.Depth);

    public override void Evaluate(Machine machine)
    {
        var start = machine.Count;
        focus.Evaluate(machine);
        var end = machine.Count;
        var at = index.Value(machine);
        if (at is NumberValue and not DecimalValue && ((NumberValue)at).Value is var number and >= 0 && number < end - start)
        {
            machine.Move(start + (int)number, start);
            machine.Truncate(start + 1);
            return;
        }
        if (at is not (null or IntegerValue or LongValue)) machine.Fail("FHIR-0611", "An index is a whole number.");
        machine.Truncate(start);
    }
}
