using Carelake.Fhir.FhirPath.Evaluation;
using Carelake.Fhir.FhirPath.Values;

namespace Carelake.Fhir.FhirPath.Functions;

/// <summary>Filters and projections (N1, sections 5.2 and 7.1), <c>iif</c> and <c>sort</c>.</summary>
internal static class FilterFunctions
{
    public static IEnumerable<Function> All { get; } =
    [
        new("where", 1, 1, Where),
        new("select", 1, 1, Select),
        new("repeat", 1, 1, call => Repeat(call, isDistinct: true)),
        new("repeatAll", 1, 1, call => Repeat(call, isDistinct: false)),
        new("aggregate", 1, 2, Aggregate),
        new("iif", 2, 3, If),
        new("sort", 0, 8, Sort),
        new("coalesce", 1, 32, Coalesce),
    ];

    private static void Where(Call call)
    {
        var kept = call.Start;
        for (var index = 0; index < call.Count; index++)
            if (call.Test(call.Arguments[0], call.Start + index, index) == Truth.True)
                call.Machine.Move(call.Start + index, kept++);
        call.Machine.Truncate(kept);
    }

    private static void Select(Call call)
    {
        for (var index = 0; index < call.Count; index++)
            call.Evaluate(call.Arguments[0], call.Start + index, index);
        call.Machine.Remove(call.Start, call.End);
    }

    // What a round finds is the focus of the next one; an item found before is not looked at again, so that a cycle ends.
    private static void Repeat(Call call, bool isDistinct)
    {
        var machine = call.Machine;
        var seen = new Collections.ItemSet(machine);
        var (from, to) = (call.Start, call.End);
        while (from < to && machine.Error is null)
        {
            for (var item = from; item < to; item++)
            {
                var found = machine.Count;
                call.Evaluate(call.Arguments[0], item, item - from);
                if (isDistinct) KeepNew(machine, seen, found);
            }
            (from, to) = (to, machine.Count);
        }
        machine.Remove(call.Start, call.End);
    }

    private static void KeepNew(Machine machine, Collections.ItemSet seen, int start)
    {
        var kept = start;
        for (var index = start; index < machine.Count; index++)
        {
            if (seen.Contains(index)) continue;
            machine.Move(index, kept);
            seen.Add(kept++);
        }
        machine.Truncate(kept);
    }

    private static void Aggregate(Call call)
    {
        var machine = call.Machine;
        var outer = machine.Frame;
        if (call.Arguments.Length > 1) call.Arguments[1].Evaluate(machine);
        for (var index = 0; index < call.Count && machine.Error is null; index++)
        {
            var total = machine.Count;
            machine.Frame = new Frame(call.Start + index, index, call.End, total);
            call.Arguments[0].Evaluate(machine);
            machine.Remove(call.End, total);
        }
        machine.Frame = outer;
        machine.Remove(call.Start, call.End);
    }

    // Only the branch that is taken is evaluated. The focus is $this, also when it is empty.
    private static void If(Call call)
    {
        var machine = call.Machine;
        if (call.Count > 1) machine.Single(call.Start);
        var outer = machine.Frame;
        machine.Frame = outer with { This = call.Count == 1 ? call.Start : -1 };
        var start = machine.Count;
        call.Arguments[0].Evaluate(machine);
        var condition = machine.Single(start) is { } index ? machine[index].Boolean : false;
        if (condition is null) machine.Fail("FHIR-0611", "The criterion of iif() is a Boolean.");
        machine.Truncate(start);
        if (condition == true) call.Arguments[1].Evaluate(machine);
        else if (call.Arguments.Length > 2) call.Arguments[2].Evaluate(machine);
        machine.Frame = outer;
        machine.Remove(call.Start, call.End);
    }

    private static void Coalesce(Call call)
    {
        foreach (var argument in call.Arguments)
        {
            argument.Evaluate(call.Machine);
            if (call.Machine.Count > call.End) break;
        }
        call.Machine.Remove(call.Start, call.End);
    }

    // A minus before a key sorts it downwards, also for strings. An item without a key comes first.
    private static void Sort(Call call)
    {
        var machine = call.Machine;
        var keys = new SystemValue?[call.Count][];
        for (var index = 0; index < call.Count; index++)
            keys[index] = [.. Keys(call, index)];
        if (machine.Error is not null) return;
        var items = machine.From(call.Start)[..call.Count].ToArray();
        var order = Enumerable.Range(0, items.Length).ToArray();
        Merge(order, (left, right) => machine.Spend(1) ? Compare(call, keys[left], keys[right]) : 0);
        machine.Truncate(call.Start);
        foreach (var place in order) machine.Push(items[place]);
    }

    // Sorted by merging: keys that cannot be compared are taken as equal, so that the order may contradict itself, which other ways of
    // sorting answer with an exception. Equal items stay in their order.
    private static void Merge(Span<int> places, Comparison<int> compare)
    {
        if (places.Length < 2) return;
        var (left, right) = (places[..(places.Length / 2)].ToArray(), places[(places.Length / 2)..].ToArray());
        Merge(left, compare);
        Merge(right, compare);
        var (first, second) = (0, 0);
        for (var index = 0; index < places.Length; index++)
            places[index] = second == right.Length || (first < left.Length && compare(left[first], right[second]) <= 0) ? left[first++] : right[second++];
    }

    private static IEnumerable<SystemValue?> Keys(Call call, int index)
    {
        if (call.Arguments.Length == 0) yield return call.Machine[call.Start + index].AsSystem;
        foreach (var argument in call.Arguments)
        {
            var start = call.Machine.Count;
            call.Evaluate(argument is SignNode { IsNegative: true } sign ? sign.Operand : argument, call.Start + index, index);
            yield return call.Machine.Single(start) is { } place ? call.Machine[place].AsSystem : null;
            call.Machine.Truncate(start);
        }
    }

    private static int Compare(Call call, SystemValue?[] left, SystemValue?[] right)
    {
        for (var index = 0; index < left.Length; index++)
        {
            var order = (left[index], right[index]) switch
            {
                (null, null) => 0,
                (null, _) => -1,
                (_, null) => 1,
                ({ } a, { } b) => Comparison.Of(a, b).Order ?? 0,
            };
            if (order != 0) return call.Arguments.Length > index && call.Arguments[index] is SignNode { IsNegative: true } ? -Math.Sign(order) : order;
        }
        return 0;
    }
}
