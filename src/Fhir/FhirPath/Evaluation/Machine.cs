using System.Collections;
using Carelake.Core;
using Carelake.Fhir.Elements;
using Carelake.Fhir.FhirPath.Values;

namespace Carelake.Fhir.FhirPath.Evaluation;

/// <summary>
/// Runs an expression: each node leaves its collection on top of one stack of items, so that a step costs no object. After the first error
/// everything gives empty, and the error is what the caller sees.
/// </summary>
internal sealed class Machine : ICollection<FhirElement>
{
    private const int MostItems = 4_000_000;
    private const int LongestText = 1 << 24;
    private const int CharactersPerStep = 64;

    [ThreadStatic]
    private static Machine? _spare;

    private FhirPathValue[] _items = new FhirPathValue[64];
    private int _highest;
    private long _steps;

    private Machine() { }

    /// <summary>Items on the stack.</summary>
    public int Count { get; private set; }

    /// <summary>What <c>$this</c>, <c>$index</c> and <c>$total</c> are now.</summary>
    public Frame Frame { get; set; }

    /// <summary>What the caller gave.</summary>
    public FhirPathEnvironment Environment { get; private set; } = FhirPathEnvironment.Empty;

    /// <summary>What the expression was started on (<c>%context</c>).</summary>
    public FhirElement Context { get; private set; }

    /// <summary>The first error; null while all is well.</summary>
    public Issue? Error { get; private set; }

    /// <summary>Takes a machine that is not in use, with the context as its first item.</summary>
    public static Machine Rent(in FhirElement context, FhirPathEnvironment environment)
    {
        var machine = _spare ?? new Machine();
        _spare = null;
        machine.Environment = environment;
        machine.Context = context;
        machine.Error = null;
        machine._steps = environment.MaxSteps;
        machine.Frame = new Frame(context.IsNone ? -1 : 0, -1, 0, 0);
        if (!context.IsNone) machine.Push(context);
        return machine;
    }

    /// <summary>Gives it back; it holds on to no document.</summary>
    public void Return()
    {
        Array.Clear(_items, 0, _highest);
        if (_items.Length > 1 << 16) _items = new FhirPathValue[64];
        _highest = 0;
        Count = 0;
        Context = default;
        Environment = FhirPathEnvironment.Empty;
        _spare = this;
    }

    /// <summary>An item of the stack; valid until the next push.</summary>
    public ref readonly FhirPathValue this[int index] => ref _items[index];

    /// <summary>Adds an element.</summary>
    public void Push(in FhirElement element) => Push(new FhirPathValue(element));

    /// <summary>Adds an item.</summary>
    public void Push(in FhirPathValue item)
    {
        if (!Spend(1)) return;
        if (Count == _items.Length && !Grow()) return;
        _items[Count++] = item;
        if (Count > _highest) _highest = Count;
    }

    /// <summary>Adds a value; nothing for null.</summary>
    public void Push(SystemValue? value)
    {
        if (value is null) return;
        if (value is StringValue { Value.Length: > CharactersPerStep } text && !SpendText(text.Value.Length)) return;
        Push(new FhirPathValue(value));
    }

    /// <summary>Adds a copy of an item below.</summary>
    public void PushCopy(int index)
    {
        var item = _items[index];
        Push(item);
    }

    /// <summary>Adds true or false; nothing for empty.</summary>
    public void Push(Truth truth)
    {
        if (truth != Truth.Empty) Push(new FhirPathValue(BooleanValue.Of(truth == Truth.True)));
    }

    /// <summary>Adds the children of an item that have a name.</summary>
    public void PushChildren(int index, string name)
    {
        var element = _items[index].Element;
        element.AddChildren(name, this);
    }

    /// <summary>Adds all children of an item.</summary>
    public void PushChildren(int index)
    {
        var element = _items[index].Element;
        element.AddChildren(this);
    }

    /// <summary>Drops what lies above.</summary>
    public void Truncate(int count)
    {
        if (count < Count) Count = count;
    }

    /// <summary>Takes out the items from <paramref name="start"/> up to <paramref name="end"/>; those above move down.</summary>
    public void Remove(int start, int end)
    {
        end = Math.Min(end, Count);
        if (end <= start) return;
        Array.Copy(_items, end, _items, start, Count - end);
        Count -= end - start;
    }

    /// <summary>Copies an item to a place below it.</summary>
    public void Move(int from, int to)
    {
        if (from != to) _items[to] = _items[from];
    }

    /// <summary>Turns the order of the top items round, from <paramref name="start"/>.</summary>
    public Span<FhirPathValue> From(int start) => _items.AsSpan(start, Math.Max(0, Count - start));

    /// <summary>Counts work; false, with an error, when there was too much.</summary>
    public bool Spend(long steps)
    {
        if (Error is not null) return false;
        _steps -= steps;
        if (_steps >= 0) return true;
        Fail("FHIR-0617", $"The expression needed more than {Environment.MaxSteps} steps.");
        return false;
    }

    /// <summary>Counts the work of making a text before it is made; false, with an error, when it would be too long.</summary>
    public bool SpendText(long length)
    {
        if (length <= LongestText) return Spend(1 + (length / CharactersPerStep));
        Fail("FHIR-0617", $"A text of the expression is longer than {LongestText} characters.");
        return false;
    }

    /// <summary>Ends the evaluation with an error. Only the first one counts.</summary>
    public void Fail(string code, string message) => Error ??= new Issue(code, Severity.Error, Context.IsNone ? "" : Context.Name, message);

    void ICollection<FhirElement>.Add(FhirElement item) => Push(item);

    bool ICollection<FhirElement>.IsReadOnly => false;

    void ICollection<FhirElement>.Clear() => Truncate(0);

    bool ICollection<FhirElement>.Contains(FhirElement item) => false;

    void ICollection<FhirElement>.CopyTo(FhirElement[] array, int arrayIndex) => Elements().CopyTo(array, arrayIndex);

    bool ICollection<FhirElement>.Remove(FhirElement item) => false;

    IEnumerator<FhirElement> IEnumerable<FhirElement>.GetEnumerator() => Elements().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Elements().GetEnumerator();

    private List<FhirElement> Elements() => [.. _items.Take(Count).Where(item => item.IsElement).Select(item => item.Element)];

    private bool Grow()
    {
        if (Count >= MostItems)
        {
            Fail("FHIR-0617", $"The expression needed more than {MostItems} items at once.");
            return false;
        }
        Array.Resize(ref _items, _items.Length * 2);
        return true;
    }
}
